package io.github.flinkbert.flink.binding;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.flink.annotation.Internal;

/**
 * A column of OUTPUT in SQL, which shows a task's result: a value, or rows of fields of which a
 * statement names some, either in as many arrays. Knows nothing of Flink's tables. Immutable.
 *
 * @param <R> the task's result
 */
@Internal
public final class OutputColumn<R> {

    private final String name;
    private final int arrays;
    private final Optional<ScalarType> scalar;
    private final List<? extends ColumnField<?>> fields;
    private final BiFunction<R, List<String>, Object> cell;

    private OutputColumn(
            String name,
            int arrays,
            Optional<ScalarType> scalar,
            List<? extends ColumnField<?>> fields,
            BiFunction<R, List<String>, Object> cell) {
        this.name = name;
        this.arrays = arrays;
        this.scalar = scalar;
        this.fields = fields;
        this.cell = cell;
    }

    /** One value. */
    public static <R> OutputColumn<R> scalar(
            String name, ScalarType type, Function<R, Object> value) {
        return new OutputColumn<>(
                name, 0, Optional.of(type), List.of(), (result, chosen) -> value.apply(result));
    }

    /** {@code ARRAY<FLOAT>}. */
    public static <R> OutputColumn<R> vector(String name, Function<R, float[]> values) {
        return array(name, ScalarType.FLOAT, values::apply);
    }

    /**
     * An array of numbers.
     *
     * @param values {@code float[]}, {@code byte[]} or {@code short[]}, as the type says
     */
    public static <R> OutputColumn<R> array(
            String name, ScalarType type, Function<R, Object> values) {
        return new OutputColumn<>(
                name, 1, Optional.of(type), List.of(), (result, chosen) -> values.apply(result));
    }

    /** {@code ARRAY<ROW<…>>}. */
    public static <R, E> OutputColumn<R> rows(
            String name, List<ColumnField<E>> fields, Function<R, List<E>> elements) {
        return new OutputColumn<>(
                name,
                1,
                Optional.empty(),
                List.copyOf(fields),
                (result, chosen) -> rows(elements.apply(result), named(chosen, fields)));
    }

    /** {@code ARRAY<ARRAY<ROW<…>>>}. */
    public static <R, E> OutputColumn<R> nestedRows(
            String name, List<ColumnField<E>> fields, Function<R, List<List<E>>> elements) {
        return new OutputColumn<>(
                name,
                2,
                Optional.empty(),
                List.copyOf(fields),
                (result, chosen) -> {
                    List<ColumnField<E>> named = named(chosen, fields);
                    return elements.apply(result).stream().map(some -> rows(some, named)).toList();
                });
    }

    private static <E> List<ColumnField<E>> named(
            List<String> chosen, List<ColumnField<E>> fields) {
        return chosen.stream()
                .flatMap(name -> fields.stream().filter(field -> field.name().equals(name)))
                .toList();
    }

    private static <E> List<Object[]> rows(List<E> elements, List<ColumnField<E>> fields) {
        return elements.stream()
                .map(element -> fields.stream().map(field -> field.value().apply(element)))
                .map(values -> values.toArray())
                .toList();
    }

    public String name() {
        return name;
    }

    /** How deep the values or rows lie in arrays. */
    public int arrays() {
        return arrays;
    }

    /** The type of the values; empty for rows. */
    public Optional<ScalarType> scalar() {
        return scalar;
    }

    /** What rows may have. */
    public List<? extends ColumnField<?>> fields() {
        return fields;
    }

    /**
     * What the column holds of a result.
     *
     * @param chosen names of the fields that the statement's rows have, in its order
     * @return a {@link String}, {@link Integer}, {@link Float}, {@link Boolean} or {@code byte[]};
     *     {@code float[]}, {@code byte[]}, {@code short[]} or a {@link List} for an array; {@code
     *     Object[]} for a row
     */
    public Object cell(R result, List<String> chosen) {
        return cell.apply(result, chosen);
    }
}
