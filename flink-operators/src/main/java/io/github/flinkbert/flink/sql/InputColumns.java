package io.github.flinkbert.flink.sql;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * Where text and questions stand in INPUT. Travels with the job.
 *
 * <p>{@code ML_PREDICT} binds the columns of its DESCRIPTOR to these by their order, and tells a
 * provider the names of none. {@code question} and {@code text} are both STRING, so that Flink
 * takes either for the other; an ARRAY of questions it does not take for a text.
 *
 * @param text the column's place
 * @param question the place of the column with one question, negative where there is none
 * @param questions the place of the column with several, negative where there is none
 */
record InputColumns(int text, int question, int questions) implements Serializable {

    private static final String TEXT = "text";
    private static final String QUESTION = "question";
    private static final String QUESTIONS = "questions";
    private static final String EXPECTED =
            "(text STRING), (questions ARRAY<STRING>, text STRING) or (question STRING, text"
                    + " STRING)";

    /**
     * @param problems gets a sentence for every fault that is found
     */
    static InputColumns of(RowType input, List<String> problems) {
        for (RowType.RowField field : input.getFields()) {
            String name = field.getName();
            LogicalType type = field.getType();
            if (name.equals(QUESTIONS)) {
                if (!isTexts(type)) {
                    problems.add(
                            "input column questions must be ARRAY<STRING>, found %s"
                                    .formatted(type.asSummaryString()));
                }
            } else if (!name.equals(TEXT) && !name.equals(QUESTION)) {
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
        return new InputColumns(
                place(input, TEXT).orElse(-1),
                place(input, QUESTION).orElse(-1),
                place(input, QUESTIONS).orElse(-1));
    }

    private static boolean isTexts(LogicalType type) {
        return type instanceof ArrayType array
                && array.getElementType().is(LogicalTypeFamily.CHARACTER_STRING);
    }

    private static OptionalInt place(RowType input, String name) {
        int place = input.getFieldIndex(name);
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place);
    }

    /** Whether questions come with each text. */
    boolean hasQuestion() {
        return question >= 0 || questions >= 0;
    }

    /**
     * What a query with these columns must look out for, as nothing but its author can: empty where
     * Flink tells the columns apart by their types.
     *
     * @param model for people
     */
    Optional<String> caution(String model) {
        if (question < 0) {
            return Optional.empty();
        }
        return Optional.of(
                ("ML_PREDICT with model %s takes column %d of its DESCRIPTOR as the question and"
                                + " column %d as the text, whatever they are called: Flink tells a"
                                + " provider no names, and both are STRING. INPUT (questions"
                                + " ARRAY<STRING>, text STRING) has Flink refuse one for the"
                                + " other.")
                        .formatted(model, question + 1, text + 1));
    }

    /** Empty where it is null. */
    Optional<String> text(RowData row) {
        return string(row, text);
    }

    /** Those that come with the text, in their order; nulls are none. */
    List<String> questions(RowData row) {
        List<String> found = new ArrayList<>();
        if (question >= 0) {
            string(row, question).ifPresent(found::add);
        }
        if (questions >= 0 && !row.isNullAt(questions)) {
            ArrayData array = row.getArray(questions);
            for (int i = 0; i < array.size(); i++) {
                if (!array.isNullAt(i)) {
                    found.add(array.getString(i).toString());
                }
            }
        }
        return found;
    }

    private static Optional<String> string(RowData row, int place) {
        return row.isNullAt(place)
                ? Optional.empty()
                : Optional.of(row.getString(place).toString());
    }
}
