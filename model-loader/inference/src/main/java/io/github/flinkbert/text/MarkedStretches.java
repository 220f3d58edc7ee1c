package io.github.flinkbert.text;

import org.apache.flink.annotation.Internal;

/** Walks over a text in which every occurrence of a mark is one piece, whatever is around it. */
@Internal
public final class MarkedStretches {

    private MarkedStretches() {}

    /** A part of the text, in UTF-16 code units; may be empty where it lies between marks. */
    @FunctionalInterface
    public interface Part {
        void read(int from, int to);
    }

    /**
     * In the order of the text, a stretch before each mark and one behind the last.
     *
     * @param mark a text that is not empty
     * @param stretch is told of what lies between marks, each to be read as if it were a text
     * @param found is told of the marks
     */
    public static void read(String text, String mark, Part stretch, Part found) {
        read(text, mark, false, stretch, found);
    }

    /**
     * The same.
     *
     * @param takesSpace whether white space before a mark is read by nobody ({@code lstrip} of a
     *     token)
     */
    static void read(String text, String mark, boolean takesSpace, Part stretch, Part found) {
        int from = 0;
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, from)) {
            int to = at;
            while (takesSpace && to > from && ByteLevelWords.isSpace(text.charAt(to - 1))) {
                to--;
            }
            stretch.read(from, to);
            from = at + mark.length();
            found.read(at, from);
        }
        stretch.read(from, text.length());
    }
}
