package io.github.flinkbert.flink.binding;

import java.util.Locale;
import org.apache.flink.annotation.Internal;

/** A result in a few words on one line, for people. Stateless. */
@Internal
public interface Summary<R> {

    /** What was found; of bounded length. */
    String of(R result);

    /** How much was found: quotes nothing of the text. */
    String countOf(R result);

    /** Whether it is of numbers alone: what can be read comes before it. */
    default boolean isNumeric() {
        return false;
    }

    private static String oneLine(String text, int most) {
        String beginning = text.substring(0, Math.min(text.length(), 4 * most));
        String line = beginning.replaceAll("[\\p{Cntrl}\\s]+", " ");
        boolean whole = beginning.length() == text.length();
        int characters = line.codePointCount(0, line.length());
        if (whole && characters <= most) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, Math.min(characters, most) - 1)) + "…";
    }

    /** The text's beginning, on one line, and never cut through the middle of a character. */
    static String cut(String text) {
        return oneLine(text, 40);
    }

    static String quoted(String text) {
        return '"' + cut(text) + '"';
    }

    static String score(float score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    /** What stands behind the first few. */
    static String more(int all, int shown) {
        return all > shown ? ", and %d more".formatted(all - shown) : "";
    }
}
