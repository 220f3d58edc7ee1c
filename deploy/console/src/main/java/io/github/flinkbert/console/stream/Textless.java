package io.github.flinkbert.console.stream;

import io.github.flinkbert.console.bounded.Cut;
import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * Records that have no text, as a table in SQL writes them whose columns lack it.
 *
 * @param records how many of the sample
 * @param fields the names of the last one's fields, cut where they are many or long
 */
@Internal
public record Textless(long records, List<String> fields) {

    static final Textless NONE = new Textless(0, List.of());

    private static final int MOST_FIELDS = 12;
    private static final int MOST_WORDS = 60;

    /** With one more of them. */
    Textless and(List<String> names) {
        return new Textless(
                records + 1,
                names.stream().limit(MOST_FIELDS).map(name -> Cut.at(name, MOST_WORDS)).toList());
    }
}
