package io.github.flinkbert.flink.binding;

import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * A field of the rows in an output column.
 *
 * @param <E> what a row shows
 * @param arrays how deep the values lie in arrays
 * @param value of that, as {@code type} says; {@code float[]} for an array
 */
@Internal
public record ColumnField<E>(String name, int arrays, ScalarType type, Function<E, Object> value) {

    /** One value. */
    public ColumnField(String name, ScalarType type, Function<E, Object> value) {
        this(name, 0, type, value);
    }

    /** {@code ARRAY<FLOAT>}. */
    public static <E> ColumnField<E> vector(String name, Function<E, float[]> value) {
        return new ColumnField<>(name, 1, ScalarType.FLOAT, value::apply);
    }
}
