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

    /** After the apostrophe: a word of one or two letters, or a year. */
    private static final Pattern SHORT_WORD = Pattern.compile("(?:\\p{L}{1,2}[-\\s]|\\d\\ds?\\b)");

    private static final int KEYCAP = 0x20E3;

    private final String text;
    private final TextSpans spans;
    private final PairedMarks pairs;
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
        pairs = new PairedMarks(text);
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
            } else if (EntityCharacters.isWord(first) || belongsAtStart(first, next)) {
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
            } else if (EntityCharacters.isWord(last)
                    || isAccent(last, at)
                    || belongsAtEnd(last, at)) {
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
        if (!EntityCharacters.isCombining(last) || last == 0xFE0F || last == 0xFE0E) {
            return false;
        }
        int base = at;
        while (base > start && EntityCharacters.isCombining(text.codePointBefore(base))) {
            base -= Character.charCount(text.codePointBefore(base));
        }
        return base > start && EntityCharacters.isWord(text.codePointBefore(base));
    }

    private boolean belongsAtStart(int first, int next) {
        if (EntityCharacters.isApostrophe(first)) {
            int partner = pairs.closingApostrophe(next, end);
            return partner < 0
                    ? !EntityCharacters.isWordAt(text, start - 1)
                            && SHORT_WORD.matcher(text).region(next, text.length()).lookingAt()
                    : partner < end - 1;
        }
        if (PairedMarks.isOpening(first)) {
            int partner = pairs.partnerAfter(first, next, end);
            return partner > start && partner < end - 1;
        }
        if (first == '.') {
            boolean letter = next < end && Character.isLetter(text.codePointAt(next));
            return letter && !EntityCharacters.isWordAt(text, start - 1) && !isAt('.', start - 1);
        }
        return !isName
                && EntityCharacters.isSign(first)
                && next < end
                && Character.isDigit(text.codePointAt(next));
    }

    private boolean belongsAtEnd(int last, int at) {
        boolean behindWord = EntityCharacters.isWordAt(text, at - 1);
        // Texts that were cut into tokens, as in CoNLL's files, have a space before every mark.
        int word = isAt(' ', at - 1) ? at - 1 : at;
        boolean spacedWord = word - 1 >= start && EntityCharacters.isWordAt(text, word - 1);
        if (EntityCharacters.isApostrophe(last) && pairs.openingApostrophe(start, at) > start) {
            return true;
        }
        if (PairedMarks.isClosing(last) && pairs.partnerBefore(last, start, at) > start) {
            return true;
        }
        return switch (last) {
            case '.' ->
                    (spacedWord && Abbreviations.endsAt(text, word))
                            || (!isName && isDigitAt(at - 1));
            case '!', '?' -> mayExclaim && spacedWord && !isAt('!', end) && !isAt('?', end);
            case '+' -> behindWord || isAt('+', at - 1);
            case '#', '*' ->
                    at - 1 >= start
                            && Character.isLetter(text.charAt(at - 1))
                            && !EntityCharacters.isWordAt(text, at - 2);
            default ->
                    !isName
                            && EntityCharacters.isUnit(last)
                            && (isDigitAt(at - 1) || isSpacedDigit(at));
        };
    }

    private boolean isSpacedDigit(int at) {
        return isAt(' ', at - 1) && isDigitAt(at - 2);
    }

    private boolean isAt(char unit, int at) {
        return at >= 0 && at < text.length() && text.charAt(at) == unit;
    }

    private boolean isDigitAt(int at) {
        return at >= start && Character.isDigit(text.charAt(at));
    }

    private static boolean isKeycapBase(int c) {
        return (c >= '0' && c <= '9') || c == '#' || c == '*';
    }
}
