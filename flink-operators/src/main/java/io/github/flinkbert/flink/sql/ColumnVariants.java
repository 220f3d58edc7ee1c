package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.binding.ColumnVariant;
import io.github.flinkbert.flink.task.Tasks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** Columns that can be of several types, which go with an option's values. */
final class ColumnVariants {

    private ColumnVariants() {}

    private static List<? extends ColumnVariant<?>> of(String column) {
        return Tasks.ALL.stream()
                .flatMap(task -> task.variants().stream())
                .filter(variant -> variant.column().name().equals(column))
                .toList();
    }

    /** The variant of a declared type; empty where there is none, or the type is the usual one. */
    static Optional<? extends ColumnVariant<?>> fitting(String column, LogicalType type) {
        return of(column).stream()
                .filter(variant -> ColumnTypes.isOf(variant.column(), type))
                .findFirst();
    }

    /** The other types of a column, for people; empty where there are none. */
    static String otherTypes(String column) {
        String types =
                of(column).stream()
                        .map(
                                variant ->
                                        "%s for %s = %s"
                                                .formatted(
                                                        ColumnTypes.type(variant.column()),
                                                        variant.option(),
                                                        String.join(" or ", variant.values())))
                        .collect(Collectors.joining(", "));
        return types.isEmpty() ? "" : "; it may also be " + types;
    }

    /**
     * The statement's options, with those that its columns' types say.
     *
     * @param problems gets a sentence where a type and an option do not fit
     */
    static Map<String, String> withOptions(
            RowType output, Map<String, String> options, List<String> problems) {
        Map<String, String> completed = new TreeMap<>(options);
        for (RowType.RowField field : output.getFields()) {
            Optional<? extends ColumnVariant<?>> declared =
                    fitting(field.getName(), field.getType());
            if (declared.isPresent()) {
                complete(field, declared.get(), completed, problems);
            } else {
                of(field.getName()).forEach(other -> refuse(field, other, options, problems));
            }
        }
        return completed;
    }

    private static void complete(
            RowType.RowField field,
            ColumnVariant<?> declared,
            Map<String, String> options,
            List<String> problems) {
        String given = options.putIfAbsent(declared.option(), declared.values().get(0));
        if (given != null && !declared.values().contains(given.strip())) {
            problems.add(
                    "the output column %s of type %s goes with %s = %s, found %s"
                            .formatted(
                                    field.getName(),
                                    field.getType().asSummaryString(),
                                    declared.option(),
                                    String.join(" or ", declared.values()),
                                    given));
        }
    }

    private static void refuse(
            RowType.RowField field,
            ColumnVariant<?> other,
            Map<String, String> options,
            List<String> problems) {
        String given = options.getOrDefault(other.option(), "").strip();
        if (other.values().contains(given)) {
            problems.add(
                    "the output column %s must be %s for %s = %s, found %s"
                            .formatted(
                                    field.getName(),
                                    ColumnTypes.type(other.column()),
                                    other.option(),
                                    given,
                                    field.getType().asSummaryString()));
        }
    }
}
