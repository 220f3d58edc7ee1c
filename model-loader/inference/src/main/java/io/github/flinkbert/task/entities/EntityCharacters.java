package io.github.flinkbert.task.entities;

/** Kinds of characters, by what they are to an entity. Stateless. */
final class EntityCharacters {

    private EntityCharacters() {}

    static boolean isApostrophe(int c) {
        return c == '\'' || c == '’' || c == '‘';
    }

    /** What stands right before a number. */
    static boolean isSign(int c) {
        return Character.getType(c) == Character.CURRENCY_SYMBOL || "+-−±~'’".indexOf(c) >= 0;
    }

    /** What stands behind a number. */
    static boolean isUnit(int c) {
        return Character.getType(c) == Character.CURRENCY_SYMBOL
                || "%‰°′″'\"’”％℃℉℧Ω".indexOf(c) >= 0;
    }

    static boolean isCombining(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Letters and digits, and the letters of East Asia in circles, brackets and squares. */
    static boolean isWord(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER
                || (c >= 0x3200 && c <= 0x33FF && c != 0x3297 && c != 0x3299);
    }

    /** Whether a character of a word, or an accent on one, covers this UTF-16 code unit. */
    static boolean isWordAt(String text, int at) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        boolean low = Character.isLowSurrogate(text.charAt(at));
        return isWord(low ? text.codePointBefore(at + 1) : text.codePointAt(at))
                || isCombining(text.charAt(at));
    }
}
