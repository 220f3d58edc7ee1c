package io.github.flinkbert.task.entities;

/**
 * Quotes, brackets and apostrophes that open and close in a text.
 *
 * @param text where positions are UTF-16 code units
 */
record PairedMarks(String text) {

    private static final String OPENING = "([{<«‹“„‘‚「『《〈【〔（［｛＜";
    private static final String CLOSING = ")]}>»›”“’‘」』》〉】〕）］｝＞";

    /** Double quotes, and all opening quotes and brackets but apostrophes. */
    static boolean isOpening(int mark) {
        return mark == '"' || (OPENING.indexOf(mark) >= 0 && !EntityCharacters.isApostrophe(mark));
    }

    /** Likewise of those that close. */
    static boolean isClosing(int mark) {
        return mark == '"' || (CLOSING.indexOf(mark) >= 0 && !EntityCharacters.isApostrophe(mark));
    }

    /** Where the partner of an opening mark stands inside the entity, or -1. */
    int partnerAfter(int opening, int from, int end) {
        if (opening == '"') {
            int partner = text.indexOf('"', from);
            return partner < end ? partner : -1;
        }
        int depth = 1;
        for (int at = from; at < end; at++) {
            char unit = text.charAt(at);
            if (closes(opening, unit)) {
                depth--;
                if (depth == 0) {
                    return at;
                }
            } else if (unit == opening) {
                depth++;
            }
        }
        return -1;
    }

    /** Where the partner of a closing mark stands inside the entity, or -1. */
    int partnerBefore(int closing, int start, int before) {
        if (closing == '"') {
            long others = text.substring(start, before).chars().filter(c -> c == '"').count();
            return others % 2 == 1 ? text.lastIndexOf('"', before - 1) : -1;
        }
        int depth = 1;
        for (int at = before - 1; at >= start; at--) {
            char unit = text.charAt(at);
            if (closes(unit, closing)) {
                depth--;
                if (depth == 0) {
                    return at;
                }
            } else if (unit == closing) {
                depth++;
            }
        }
        return -1;
    }

    private static boolean closes(int opening, int closing) {
        int pair = OPENING.indexOf(opening);
        // Low quotes close with what opens English ones, or with what closes them.
        return (pair >= 0 && CLOSING.charAt(pair) == closing) || (opening == '„' && closing == '”');
    }

    /** The first apostrophe that ends a word, or -1. */
    int closingApostrophe(int from, int end) {
        for (int at = from; at < end; at++) {
            if (EntityCharacters.isApostrophe(text.charAt(at))
                    && !EntityCharacters.isWordAt(text, at + 1)) {
                return at;
            }
        }
        return -1;
    }

    /** The last apostrophe that begins a word, or -1. */
    int openingApostrophe(int start, int before) {
        for (int at = before - 1; at >= start; at--) {
            if (EntityCharacters.isApostrophe(text.charAt(at))
                    && !EntityCharacters.isWordAt(text, at - 1)) {
                return at;
            }
        }
        return -1;
    }
}
