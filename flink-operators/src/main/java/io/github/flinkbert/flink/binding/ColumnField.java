package io.github.flinkbert.flink.binding;

import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * A field of the rows in an output column.
 *
 * @param <E> what a row shows
 * @param value of that, as {@code type} says
 */
@Internal
public record ColumnField<E>(String name, ScalarType type, Function<E, Object> value) {}
