package io.github.flinkbert.cli.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * A wrong prediction, for people.
 *
 * @param kind what is wrong, in words that other mistakes of the kind share
 * @param weight how sure the model was, or how far off it is: the greater, the more it says
 * @param cells what a table shows of it, by the column's name, the text first
 */
@Internal
public record Mistake(String kind, double weight, Map<String, String> cells) {

    private static final int LONGEST = 200;
    private static final String CUT = "…";

    public Mistake {
        cells = new LinkedHashMap<>(cells);
    }

    /**
     * @param namesAndTexts of the cells, in turns
     */
    public static Mistake of(String kind, double weight, String... namesAndTexts) {
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            cells.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return new Mistake(kind, weight, cells);
    }

    /** The beginning of a text that is too long for a table. */
    public static String beginning(String text) {
        return around(text, 0, 0, LONGEST);
    }

    /**
     * A stretch of a text with what is around it.
     *
     * @param margin how many UTF-16 code units of the text are kept on each side, at most
     */
    public static String around(String text, int start, int end, int margin) {
        int from = Math.max(0, start - margin);
        int to = Math.min(text.length(), end + margin);
        if (from > 0 && Character.isLowSurrogate(text.charAt(from))) {
            from--;
        }
        if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) {
            to++;
        }
        return (from > 0 ? CUT : "") + text.substring(from, to) + (to < text.length() ? CUT : "");
    }
}
