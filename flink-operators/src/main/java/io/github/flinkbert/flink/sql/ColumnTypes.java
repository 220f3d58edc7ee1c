package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.binding.ColumnField;
import io.github.flinkbert.flink.binding.OutputColumn;
import io.github.flinkbert.flink.binding.ScalarType;
import io.github.flinkbert.flink.task.Tasks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarBinaryType;
import org.apache.flink.table.types.logical.VarCharType;

/** What can be a column of OUTPUT, and of which type. */
final class ColumnTypes {

    /** Why the other columns are null though the text is not. */
    static final OutputColumn<String> ERROR =
            OutputColumn.scalar("error", ScalarType.STRING, reason -> reason);

    /** The tasks' columns, and that. Of those that tasks share, the first task's. */
    static final List<OutputColumn<?>> ALL = all();

    /** Names of fields that SQL has as words of its own. */
    private static final Set<String> RESERVED = Set.of("start", "end");

    private ColumnTypes() {}

    private static List<OutputColumn<?>> all() {
        Map<String, OutputColumn<?>> byName = new LinkedHashMap<>();
        Stream.<OutputColumn<?>>concat(
                        Tasks.ALL.stream().flatMap(task -> task.columns().stream()),
                        Stream.of(ERROR))
                .forEach(column -> byName.putIfAbsent(column.name(), column));
        return List.copyOf(byName.values());
    }

    static Optional<OutputColumn<?>> named(String name) {
        return ALL.stream().filter(column -> column.name().equals(name)).findFirst();
    }

    /** All names, for people. */
    static String names() {
        return ALL.stream().map(OutputColumn::name).collect(Collectors.joining(", "));
    }

    /**
     * Reads the type that a statement gives a column.
     *
     * @param problems gets a sentence if it does not fit
     * @return names of the fields of its rows, in the statement's order; none where it has no rows
     */
    static List<String> fields(OutputColumn<?> column, LogicalType found, List<String> problems) {
        if (!found.isNullable()) {
            problems.add(
                    "output column %s must be nullable, for a null text has none; found %s"
                            .formatted(column.name(), found.asSummaryString()));
        }
        if (ColumnVariants.fitting(column.name(), found).isPresent()) {
            return List.of();
        }
        LogicalType inner = found;
        for (int i = 0; i < column.arrays(); i++) {
            if (!(inner instanceof ArrayType array)) {
                problems.add(mismatch(column, found, ""));
                return List.of();
            }
            inner = array.getElementType();
        }
        if (column.scalar().isPresent()) {
            if (!fits(column.scalar().get(), inner)) {
                problems.add(mismatch(column, found, ""));
            }
            return List.of();
        }
        if (!(inner instanceof RowType row)) {
            problems.add(mismatch(column, found, ""));
            return List.of();
        }
        return fields(column, row, found, problems);
    }

    private static List<String> fields(
            OutputColumn<?> column, RowType row, LogicalType found, List<String> problems) {
        List<String> known = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (RowType.RowField field : row.getFields()) {
            Optional<? extends ColumnField<?>> named =
                    column.fields().stream()
                            .filter(one -> one.name().equals(field.getName()))
                            .findFirst();
            if (named.isEmpty()) {
                faults.add("there is no field " + field.getName());
            } else if (!fits(named.get(), field.getType())) {
                faults.add(
                        "%s must be %s, not %s"
                                .formatted(
                                        field.getName(),
                                        type(named.get()),
                                        field.getType().asSummaryString()));
            } else {
                known.add(field.getName());
            }
        }
        if (!faults.isEmpty()) {
            problems.add(mismatch(column, found, ": " + String.join(", ", faults)));
        }
        return known;
    }

    /** Whether a column of values can be of a declared type. */
    static boolean isOf(OutputColumn<?> column, LogicalType found) {
        return fits(column.scalar().orElseThrow(), column.arrays(), found);
    }

    private static boolean fits(ColumnField<?> field, LogicalType type) {
        return fits(field.type(), field.arrays(), type);
    }

    private static boolean fits(ScalarType wanted, int arrays, LogicalType type) {
        LogicalType inner = type;
        for (int i = 0; i < arrays; i++) {
            if (!(inner instanceof ArrayType array)) {
                return false;
            }
            inner = array.getElementType();
        }
        return fits(wanted, inner);
    }

    /** Exactly, but for NOT NULL: a shorter VARCHAR would be overrun. */
    private static boolean fits(ScalarType wanted, LogicalType type) {
        return switch (wanted) {
            case STRING ->
                    type instanceof VarCharType string
                            && string.getLength() == VarCharType.MAX_LENGTH;
            case INT -> type.is(LogicalTypeRoot.INTEGER);
            case FLOAT -> type.is(LogicalTypeRoot.FLOAT);
            case BOOLEAN -> type.is(LogicalTypeRoot.BOOLEAN);
            case TINYINT -> type.is(LogicalTypeRoot.TINYINT);
            case SMALLINT -> type.is(LogicalTypeRoot.SMALLINT);
            case BYTES ->
                    type instanceof VarBinaryType bytes
                            && bytes.getLength() == VarBinaryType.MAX_LENGTH;
        };
    }

    private static String mismatch(OutputColumn<?> column, LogicalType found, String why) {
        return "output column %s must be %s%s, found %s%s%s"
                .formatted(
                        column.name(),
                        type(column),
                        column.scalar().isPresent()
                                ? ""
                                : " or with fewer of these fields, in any order",
                        found.asSummaryString(),
                        why,
                        ColumnVariants.otherTypes(column.name()));
    }

    /** For people, as SQL writes it, with all fields that its rows may have. */
    static String type(OutputColumn<?> column) {
        String element =
                column.scalar()
                        .map(ScalarType::toString)
                        .orElseGet(
                                () ->
                                        column.fields().stream()
                                                .map(ColumnTypes::declared)
                                                .collect(Collectors.joining(", ", "ROW<", ">")));
        return arrays(column.arrays(), element);
    }

    private static String type(ColumnField<?> field) {
        return arrays(field.arrays(), field.type().toString());
    }

    private static String arrays(int depth, String element) {
        return "ARRAY<".repeat(depth) + element + ">".repeat(depth);
    }

    private static String declared(ColumnField<?> field) {
        String name = RESERVED.contains(field.name()) ? "`" + field.name() + "`" : field.name();
        return name + " " + type(field);
    }
}
