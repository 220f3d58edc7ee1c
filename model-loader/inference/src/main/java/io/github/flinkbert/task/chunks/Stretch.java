package io.github.flinkbert.task.chunks;

/**
 * A stretch of a text, and which of the text's pieces lie in it.
 *
 * @param start first UTF-16 code unit
 * @param end one past the last
 * @param from first piece
 * @param to one past the last piece
 */
record Stretch(int start, int end, int from, int to) {

    int pieces() {
        return to - from;
    }

    /** From the beginning of this to the end of a later one. */
    Stretch through(Stretch last) {
        return new Stretch(start, last.end, from, last.to);
    }

    /** Without white space at its edges. */
    Stretch trimmed(String text) {
        int first = start;
        int last = end;
        while (first < last && isSpace(text.charAt(first))) {
            first++;
        }
        while (last > first && isSpace(text.charAt(last - 1))) {
            last--;
        }
        return new Stretch(first, last, from, to);
    }

    /** All of Unicode's white space lies in the first plane. */
    static boolean isSpace(char unit) {
        return Character.isWhitespace(unit) || Character.isSpaceChar(unit);
    }
}
