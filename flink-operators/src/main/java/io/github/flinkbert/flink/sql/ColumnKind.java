package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.config.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

/** What can be a column of OUTPUT. Its name there is the member's, in lower case. */
enum ColumnKind {
    EMBEDDING(Task.EMBEDDING, 1, ScalarType.FLOAT),
    ENTITIES(Task.ENTITIES, 1, null),
    ANSWERS(Task.ANSWERS, 1, null),
    /** For each mask of the text, its words. */
    MASKS(null, 2, null),
    /** Why the other columns are null though the text is not. */
    ERROR(null, 0, ScalarType.STRING);

    private final Task task;
    private final int arrays;
    private final ScalarType scalar;

    /**
     * @param task null for what is no task of the Kafka job too
     * @param arrays how deep the elements lie in arrays
     * @param scalar the elements' type; null for rows
     */
    ColumnKind(Task task, int arrays, ScalarType scalar) {
        this.task = task;
        this.arrays = arrays;
        this.scalar = scalar;
    }

    /** What the rows in it may have. */
    private List<ColumnField> fields() {
        return switch (this) {
            case ENTITIES ->
                    List.of(
                            ColumnField.LABEL,
                            ColumnField.TEXT,
                            ColumnField.START,
                            ColumnField.END,
                            ColumnField.SCORE);
            case ANSWERS ->
                    List.of(
                            ColumnField.QUESTION,
                            ColumnField.TEXT,
                            ColumnField.START,
                            ColumnField.END,
                            ColumnField.SCORE);
            case MASKS -> List.of(ColumnField.TOKEN, ColumnField.SCORE);
            case EMBEDDING, ERROR -> List.of();
        };
    }

    static Optional<ColumnKind> named(String name) {
        return Arrays.stream(values()).filter(kind -> kind.columnName().equals(name)).findFirst();
    }

    /** All names, for people. */
    static String names() {
        return Arrays.stream(values())
                .map(ColumnKind::columnName)
                .collect(Collectors.joining(", "));
    }

    String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for what is not a task of the job too. */
    Optional<Task> task() {
        return Optional.ofNullable(task);
    }

    /**
     * Reads the column's type.
     *
     * @param problems gets a sentence if it does not fit
     * @return the fields of its rows, in the statement's order; none where it has no rows
     */
    List<ColumnField> fields(LogicalType found, List<String> problems) {
        if (!found.isNullable()) {
            problems.add(
                    "output column %s must be nullable, for a null text has none; found %s"
                            .formatted(columnName(), found.asSummaryString()));
        }
        LogicalType inner = found;
        for (int i = 0; i < arrays; i++) {
            if (!(inner instanceof ArrayType array)) {
                problems.add(mismatch(found, ""));
                return List.of();
            }
            inner = array.getElementType();
        }
        if (scalar != null) {
            if (!scalar.fits(inner)) {
                problems.add(mismatch(found, ""));
            }
            return List.of();
        }
        if (!(inner instanceof RowType row)) {
            problems.add(mismatch(found, ""));
            return List.of();
        }
        return fields(row, found, problems);
    }

    private List<ColumnField> fields(RowType row, LogicalType found, List<String> problems) {
        List<ColumnField> known = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        for (RowType.RowField field : row.getFields()) {
            Optional<ColumnField> named = ColumnField.named(field.getName(), fields());
            if (named.isEmpty()) {
                faults.add("there is no field " + field.getName());
            } else if (!named.get().type().fits(field.getType())) {
                faults.add(
                        "%s must be %s, not %s"
                                .formatted(
                                        field.getName(),
                                        named.get().type(),
                                        field.getType().asSummaryString()));
            } else {
                known.add(named.get());
            }
        }
        if (!faults.isEmpty()) {
            problems.add(mismatch(found, ": " + String.join(", ", faults)));
        }
        return known;
    }

    private String mismatch(LogicalType found, String why) {
        return "output column %s must be %s, found %s%s"
                .formatted(columnName(), expected(), found.asSummaryString(), why);
    }

    /** For people, as SQL writes it. */
    String expected() {
        String element =
                scalar != null
                        ? scalar.toString()
                        : fields().stream()
                                .map(ColumnField::toString)
                                .collect(Collectors.joining(", ", "ROW<", ">"));
        return "ARRAY<".repeat(arrays)
                + element
                + ">".repeat(arrays)
                + (scalar == null ? " or with fewer of these fields, in any order" : "");
    }
}
