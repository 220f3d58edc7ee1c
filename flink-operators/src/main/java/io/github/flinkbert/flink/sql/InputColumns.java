package io.github.flinkbert.flink.sql;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * Where text and question stand in INPUT. Travels with the job.
 *
 * @param text the column's place
 * @param question negative where there is none
 */
record InputColumns(int text, int question) implements Serializable {

    private static final String TEXT = "text";
    private static final String QUESTION = "question";
    private static final String EXPECTED = "(text STRING) or (question STRING, text STRING)";

    /**
     * @param problems gets a sentence for every fault that is found
     */
    static InputColumns of(RowType input, List<String> problems) {
        for (RowType.RowField field : input.getFields()) {
            String name = field.getName();
            LogicalType type = field.getType();
            if (!name.equals(TEXT) && !name.equals(QUESTION)) {
                problems.add(
                        "input column %s is not known, expected INPUT %s; DESCRIPTOR binds a"
                                        .formatted(name, EXPECTED)
                                + " table's columns to these by their order, whatever their names");
            } else if (!type.is(LogicalTypeFamily.CHARACTER_STRING)) {
                problems.add(
                        "input column %s must be STRING, found %s"
                                .formatted(name, type.asSummaryString()));
            }
        }
        if (place(input, TEXT).isEmpty()) {
            problems.add("input column text is missing, expected INPUT " + EXPECTED);
        }
        return new InputColumns(place(input, TEXT).orElse(-1), place(input, QUESTION).orElse(-1));
    }

    private static OptionalInt place(RowType input, String name) {
        int place = input.getFieldIndex(name);
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    boolean hasQuestion() {
        return question >= 0;
    }

    /** Empty where it is null. */
    Optional<String> text(RowData row) {
        return string(row, text);
    }

    /** Empty where it is null, or there is no such column. */
    Optional<String> question(RowData row) {
        return hasQuestion() ? string(row, question) : Optional.empty();
    }

    private static Optional<String> string(RowData row, int place) {
        return row.isNullAt(place)
                ? Optional.empty()
                : Optional.of(row.getString(place).toString());
    }
}
