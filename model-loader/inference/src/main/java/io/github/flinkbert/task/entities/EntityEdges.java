package io.github.flinkbert.task.entities;

import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Pattern;

/**
 * Where one entity begins and ends once its edges are trimmed. Used once.
 *
 * <p>Letters and digits of any script are never trimmed, with the accents on them and the letters
 * in circles and brackets of East Asia ({@code ㈜}). These marks belong to an entity:
 *
 * <ul>
 *   <li>quotes and brackets with their partner inside, unless the two surround it all: {@code
 *       "Weird Al" Yankovic}, {@code Alice (film)}; {@code (CNN)} is {@code CNN}
 *   <li>the full stop of an abbreviation: {@code U.S.}, {@code Inc.}, {@code John F.}; and one
 *       right before a letter: {@code .NET}
 *   <li>one exclamation or question mark behind a word, except of a person or a place: {@code
 *       Yahoo!}
 *   <li>plus signs right behind a word ({@code C++}), and {@code #} or {@code *} right behind a
 *       single letter ({@code C#})
 *   <li>an apostrophe before a short first word or a year: {@code 's-Hertogenbosch}, {@code '90s}
 *   <li>of labels that are no names, such as quantities and dates: signs, currencies, units and
 *       full stops at a digit ({@code 5 %}, {@code $10})
 * </ul>
 */
final class EntityEdges {

    /** Types of names of people and places, which need no sentence's mark, in common label sets. */
    private static final Set<String> PEOPLE_AND_PLACES =
            Set.of("PER", "PERSON", "PS", "LOC", "LOCATION", "LC", "GPE", "FAC");

    private static final Set<String> OTHER_NAMES =
            Set.of("ORG", "ORGANIZATION", "ORGANISATION", "OG", "NORP", "MISC");

    /** Abbreviations with a vowel; those without one are known by that. */
    private static final Set<String> ABBREVIATIONS =
            Set.of(
                    "inc", "corp", "co", "cos", "bros", "gen", "col", "adm", "cpl", "capt", "maj",
                    "lieut", "gov", "sen", "rep", "rev", "prof", "pres", "hon", "esq", "ave",
                    "blvd", "univ", "dept", "assn", "assoc", "intl", "no", "nos", "vol", "cie",
                    "jan", "feb", "apr", "aug", "sept", "oct", "nov", "dec", "calif", "ala", "ariz",
                    "colo", "conn", "fla", "ga", "ill", "ind", "mass", "mich", "minn", "miss",
                    "okla", "ore", "pa", "penn", "tex", "va", "wis", "mex", "eng");

    private static final int MOST_LETTERS_WITHOUT_VOWEL = 5;
    private static final Pattern VOWEL = Pattern.compile("[^a-z]|[aeiou]");

    /** After the apostrophe: a word of one or two letters, or a year. */
    private static final Pattern SHORT_WORD = Pattern.compile("(?:\\p{L}{1,2}[-\\s]|\\d\\ds?\\b)");

    private static final String OPENING = "([{<«‹“„‘‚「『《〈【〔（［｛＜";
    private static final String CLOSING = ")]}>»›”“’‘」』》〉】〕）］｝＞";

    private static final int KEYCAP = 0x20E3;

    private final String text;
    private final TextSpans spans;
    private final boolean isName;
    private final boolean mayExclaim;
    private int start;
    private int end;

    /**
     * @param label the entity's type, such as {@code PER}
     */
    EntityEdges(String text, TextSpans spans, String label) {
        this.text = text;
        this.spans = spans;
        String type = label.toUpperCase(Locale.ROOT);
        mayExclaim = !PEOPLE_AND_PLACES.contains(type);
        isName = !mayExclaim || OTHER_NAMES.contains(type);
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /**
     * @param free where the text is not part of an earlier entity
     * @return false if nothing is left
     */
    boolean trim(int from, int to, int free) {
        start = from;
        end = to;
        int before;
        do {
            before = end - start;
            leaveNameless();
            trimStart();
            trimEnd();
        } while (start < end && end - start != before);
        if (start < end) {
            takeHandles(free);
        }
        return start < end;
    }

    private void leaveNameless() {
        for (TextSpans.Span span : spans.nameless()) {
            if (start < end && span.holds(start)) {
                start = span.end();
            }
            if (start < end && span.holds(end - 1)) {
                end = span.start();
            }
        }
    }

    /** After trimming: a handle begins with a mark, and can end with one. */
    private void takeHandles(int free) {
        for (TextSpans.Span handle : spans.handles()) {
            if (handle.holds(start)) {
                start = Math.max(free, handle.start());
            }
            if (handle.holds(end - 1)) {
                end = handle.end();
            }
        }
        for (TextSpans.Span mark : spans.marks()) {
            if (mark.end() == start) {
                start = Math.max(free, mark.start());
            }
        }
    }

    private void trimStart() {
        while (start < end) {
            int first = text.codePointAt(start);
            int next = start + Character.charCount(first);
            int emoji = afterKeycap();
            if (emoji > start) {
                start = Math.min(end, emoji);
            } else if (isWord(first) || belongsAtStart(first, next)) {
                return;
            } else {
                start = next;
            }
        }
    }

    /** One past a keycap such as {@code 1️⃣}, whose base is a digit, that begins the entity. */
    private int afterKeycap() {
        int at = start + 1;
        if (at < text.length() && text.charAt(at) == '\uFE0F') {
            at++;
        }
        boolean found =
                at < text.length() && text.charAt(at) == KEYCAP && isKeycapBase(text.charAt(start));
        return found ? at + 1 : start;
    }

    private void trimEnd() {
        while (start < end) {
            int last = text.codePointBefore(end);
            int at = end - Character.charCount(last);
            if (last == KEYCAP) {
                end = at;
                dropLast(c -> c == '\uFE0F');
                dropLast(EntityEdges::isKeycapBase);
            } else if (isWord(last) || isAccent(last, at) || belongsAtEnd(last, at)) {
                return;
            } else {
                end = at;
            }
        }
    }

    private void dropLast(IntPredicate which) {
        if (start < end && which.test(text.charAt(end - 1))) {
            end--;
        }
    }

    /** Whether a combining mark stands on a letter, rather than on an emoji. */
    private boolean isAccent(int last, int at) {
        if (!isCombining(last) || last == 0xFE0F || last == 0xFE0E) {
            return false;
        }
        int base = at;
        while (base > start && isCombining(text.codePointBefore(base))) {
            base -= Character.charCount(text.codePointBefore(base));
        }
        return base > start && isWord(text.codePointBefore(base));
    }

    private boolean belongsAtStart(int first, int next) {
        if (isApostrophe(first)) {
            int partner = closingApostrophe(next);
            return partner < 0
                    ? !isWordAt(start - 1)
                            && SHORT_WORD.matcher(text).region(next, text.length()).lookingAt()
                    : partner < end - 1;
        }
        if (first == '"' || OPENING.indexOf(first) >= 0) {
            int partner = partnerAfter(first, next);
            return partner > start && partner < end - 1;
        }
        if (first == '.') {
            boolean letter = next < end && Character.isLetter(text.codePointAt(next));
            return letter && !isWordAt(start - 1) && !isAt('.', start - 1);
        }
        return !isName && isSign(first) && next < end && Character.isDigit(text.codePointAt(next));
    }

    private boolean belongsAtEnd(int last, int at) {
        boolean behindWord = isWordAt(at - 1);
        // Texts that were cut into tokens, as in CoNLL's files, have a space before every mark.
        int word = isAt(' ', at - 1) ? at - 1 : at;
        boolean spacedWord = word - 1 >= start && isWordAt(word - 1);
        if (isApostrophe(last) && openingApostrophe(at) > start) {
            return true;
        }
        boolean closes = last == '"' || (CLOSING.indexOf(last) >= 0 && !isApostrophe(last));
        if (closes && partnerBefore(last, at) > start) {
            return true;
        }
        return switch (last) {
            case '.' -> (spacedWord && isAbbreviation(word)) || (!isName && isDigitAt(at - 1));
            case '!', '?' -> mayExclaim && spacedWord && !isAt('!', end) && !isAt('?', end);
            case '+' -> behindWord || isAt('+', at - 1);
            case '#', '*' ->
                    at - 1 >= start && Character.isLetter(text.charAt(at - 1)) && !isWordAt(at - 2);
            default -> !isName && isUnit(last) && (isDigitAt(at - 1) || isSpacedDigit(at));
        };
    }

    private boolean isSpacedDigit(int at) {
        return isAt(' ', at - 1) && isDigitAt(at - 2);
    }

    /** Whether the word that ends at a full stop is one that is written with it. */
    private boolean isAbbreviation(int stop) {
        int from = stop;
        boolean stops = false;
        while (from > 0 && (isWordAt(from - 1) || isAt('.', from - 1))) {
            from--;
            stops |= text.charAt(from) == '.';
        }
        String word = text.substring(from, stop).toLowerCase(Locale.ROOT);
        boolean noVowel =
                word.length() <= MOST_LETTERS_WITHOUT_VOWEL && !VOWEL.matcher(word).find();
        return (stops || word.length() == 1 || noVowel || ABBREVIATIONS.contains(word))
                && Character.isLetter(text.codePointBefore(stop));
    }

    /** Where the partner of an opening mark stands inside the entity, or -1. */
    private int partnerAfter(int opening, int from) {
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

    private int partnerBefore(int closing, int before) {
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

    private int closingApostrophe(int from) {
        for (int at = from; at < end; at++) {
            if (isApostrophe(text.charAt(at)) && !isWordAt(at + 1)) {
                return at;
            }
        }
        return -1;
    }

    private int openingApostrophe(int before) {
        for (int at = before - 1; at >= start; at--) {
            if (isApostrophe(text.charAt(at)) && !isWordAt(at - 1)) {
                return at;
            }
        }
        return -1;
    }

    private boolean isAt(char unit, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) == unit;
    }

    private boolean isDigitAt(int at) {
        return at >= start && Character.isDigit(text.charAt(at));
    }

    private boolean isWordAt(int at) {
        if (at < 0 || at >= text.length()) {
            return false;
        }
        boolean low = Character.isLowSurrogate(text.charAt(at));
        return isWord(low ? text.codePointBefore(at + 1) : text.codePointAt(at))
                || isCombining(text.charAt(at));
    }

    private static boolean isApostrophe(int c) {
        return c == '\'' || c == '’' || c == '‘';
    }

    private static boolean isKeycapBase(int c) {
        return (c >= '0' && c <= '9') || c == '#' || c == '*';
    }

    private static boolean isSign(int c) {
        return Character.getType(c) == Character.CURRENCY_SYMBOL || "+-−±~'’".indexOf(c) >= 0;
    }

    private static boolean isUnit(int c) {
        return Character.getType(c) == Character.CURRENCY_SYMBOL
                || "%‰°′″'\"’”％℃℉℧Ω".indexOf(c) >= 0;
    }

    private static boolean isCombining(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Letters and digits, and the letters of East Asia in circles, brackets and squares. */
    private static boolean isWord(int c) {
        int type = Character.getType(c);
        return Character.isLetterOrDigit(c)
                || type == Character.LETTER_NUMBER
                || type == Character.OTHER_NUMBER
                || (c >= 0x3200 && c <= 0x33FF && c != 0x3297 && c != 0x3299);
    }
}
