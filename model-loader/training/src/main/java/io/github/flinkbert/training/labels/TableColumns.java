package io.github.flinkbert.training.labels;

import io.github.flinkbert.training.data.TableRows;
import java.util.Optional;
import org.apache.flink.annotation.Experimental;

/**
 * Where a file's rows have their texts and labels: columns of a table, by name or by number from 1;
 * or fields of JSON objects, by name.
 *
 * @param second of the second text of a pair; empty where there is one text a row
 * @param separator what parts several labels of a row; empty where a row has one. A JSON array is
 *     several labels without it.
 * @param header whether a table's first line names its columns; empty: it does, unless all columns
 *     are given by number
 */
@Experimental
public record TableColumns(
        String text,
        Optional<String> second,
        String label,
        Optional<String> separator,
        Optional<Boolean> header) {

    /** {@code text} and {@code label}. */
    public static final TableColumns DEFAULT =
            new TableColumns("text", Optional.empty(), "label", Optional.empty(), Optional.empty());

    boolean hasHeader() {
        return header.orElse(
                !TableRows.isNumber(text)
                        || !TableRows.isNumber(label)
                        || second.filter(s -> !TableRows.isNumber(s)).isPresent());
    }
}
