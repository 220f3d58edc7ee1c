package io.github.flinkbert.flink.binding;

import java.util.List;
import org.apache.flink.annotation.Internal;

/**
 * A column of another type in the place of one of the same name: an option says which of them is
 * there, and so does the type that a statement declares.
 *
 * @param <R> the task's result
 * @param column whose cell is null where the result is not of its type
 * @param option the option's key
 * @param values of the option that go with it; the first where the statement gives none
 */
@Internal
public record ColumnVariant<R>(OutputColumn<R> column, String option, List<String> values) {

    public ColumnVariant {
        values = List.copyOf(values);
    }
}
