package io.github.flinkbert.cli.evaluate;

import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.annotation.Internal;

/**
 * A file format with gold data.
 *
 * @param word the command line's word for it
 * @param fits whether a file's beginning speaks for it
 * @param anyText whether it is taken for any text that no other format's evidence is found in
 */
@Internal
public record DataFormat(String word, Predicate<Beginning> fits, boolean anyText) {

    /** A format with evidence of its own. */
    public static DataFormat of(String word, Predicate<Beginning> fits) {
        return new DataFormat(word, fits, false);
    }

    /** What a text is taken for that is in no other format. */
    public static DataFormat ofAnyText(String word) {
        return new DataFormat(word, text -> true, true);
    }

    /**
     * The beginning of a file, without a byte order mark.
     *
     * @param text whole lines
     * @param lines the same, without their ends
     */
    public record Beginning(String text, List<String> lines) {

        public Beginning {
            lines = List.copyOf(lines);
        }

        /** Whether it is JSON. */
        public boolean isJson() {
            return text.stripLeading().startsWith("{");
        }
    }
}
