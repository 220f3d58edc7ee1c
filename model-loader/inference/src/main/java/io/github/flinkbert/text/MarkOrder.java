package io.github.flinkbert.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Combining characters one behind the other, which normalisation may put into another order. What
 * is taken out of a text does not part them.
 *
 * <p>Places stay: the first of them in the new order stands for the first in the text, as of
 * Hugging Face's {@code NormalizedString}.
 */
final class MarkOrder {

    /** What is done with a letter, and the code units that it stands for. */
    interface Sink {
        void add(int codePoint, int start, int end);
    }

    /** One part of what a character is taken apart to. */
    private record Part(int codePoint, boolean first) {}

    private final List<Part> parts = new ArrayList<>();
    private final List<int[]> places = new ArrayList<>();

    /** Where the stretch ends. */
    private final int end;

    /**
     * @param from where the text begins
     * @param at one of the characters, or one before them that has such a part
     * @param to where the text ends
     */
    MarkOrder(String text, int from, int at, int to) {
        int next = LowerCasedCharacters.isMark(text.codePointAt(at)) ? begin(text, from, at) : at;
        while (next < to) {
            int codePoint = text.codePointAt(next);
            int after = next + Character.charCount(codePoint);
            if (!LowerCasedCharacters.isRemoved(codePoint)) {
                if (next != at && !LowerCasedCharacters.isMark(codePoint)) {
                    break;
                }
                places.add(new int[] {next, after});
                boolean first = true;
                for (int part :
                        Normalization.decompose(Character.toString(codePoint))
                                .codePoints()
                                .toArray()) {
                    parts.add(new Part(part, first));
                    first = false;
                }
            }
            next = after;
        }
        end = next;
    }

    private static int begin(String text, int from, int at) {
        int begin = at;
        int seen = at;
        while (seen > from) {
            int before = text.codePointBefore(seen);
            seen -= Character.charCount(before);
            if (LowerCasedCharacters.isMark(before)) {
                begin = seen;
            } else if (!LowerCasedCharacters.isRemoved(before)) {
                break;
            }
        }
        return begin;
    }

    /** Hands the letters over; returns the first code unit after the stretch. */
    int readInto(Sink sink) {
        StringBuilder apart = new StringBuilder();
        parts.forEach(part -> apart.appendCodePoint(part.codePoint()));
        int place = -1;
        for (int codePoint : Normalization.decompose(apart.toString()).codePoints().toArray()) {
            place += taken(codePoint).first() ? 1 : 0;
            int[] at = places.get(Math.max(0, place));
            if (!Normalization.isStripped(codePoint)) {
                Normalization.lower(codePoint)
                        .codePoints()
                        .forEach(letter -> sink.add(letter, at[0], at[1]));
            }
        }
        return end;
    }

    /** Of equal parts the order is kept. */
    private Part taken(int codePoint) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).codePoint() == codePoint) {
                return parts.remove(i);
            }
        }
        throw new IllegalStateException("an order of other characters");
    }
}
