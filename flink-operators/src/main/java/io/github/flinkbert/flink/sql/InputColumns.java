package io.github.flinkbert.flink.sql;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.TextInput;
import io.github.flinkbert.flink.task.Tasks;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.RowType;

/**
 * Where text and what it brings with it stand in INPUT. Travels with the job.
 *
 * <p>{@code ML_PREDICT} binds the columns of its DESCRIPTOR to these by their order, and tells a
 * provider the names of none. The text and one {@link InputField} are both STRING, so that Flink
 * takes either for the other; an ARRAY of several it does not take for a text.
 *
 * @param text the column's place
 * @param single the places of columns with one of a kind
 * @param several the places of columns with several of a kind
 */
record InputColumns(int text, Map<InputField, Integer> single, Map<InputField, Integer> several)
        implements Serializable {

    private static final String TEXT = "text";

    InputColumns {
        single = Map.copyOf(single);
        several = Map.copyOf(several);
    }

    /**
     * @param problems gets a sentence for every fault that is found
     */
    static InputColumns of(RowType input, List<String> problems) {
        for (RowType.RowField field : input.getFields()) {
            check(field.getName(), field.getType(), problems);
        }
        if (input.getFieldIndex(TEXT) < 0) {
            problems.add("input column text is missing, expected INPUT " + expected());
        }
        Map<InputField, Integer> single = new HashMap<>();
        Map<InputField, Integer> several = new HashMap<>();
        for (InputField field : Tasks.INPUTS) {
            put(field, input.getFieldIndex(field.column()), single);
            field.plural().ifPresent(name -> put(field, input.getFieldIndex(name), several));
        }
        return new InputColumns(input.getFieldIndex(TEXT), single, several);
    }

    private static void check(String name, LogicalType type, List<String> problems) {
        if (Tasks.INPUTS.stream().anyMatch(known -> known.plural().equals(Optional.of(name)))) {
            if (!isTexts(type)) {
                problems.add(
                        "input column %s must be ARRAY<STRING>, found %s"
                                .formatted(name, type.asSummaryString()));
            }
        } else if (!name.equals(TEXT)
                && Tasks.INPUTS.stream().noneMatch(known -> known.column().equals(name))) {
            problems.add(
                    "input column %s is not known, expected INPUT %s; DESCRIPTOR binds a"
                                    .formatted(name, expected())
                            + " table's columns to these by their order, whatever their names");
        } else if (!type.is(LogicalTypeFamily.CHARACTER_STRING)) {
            problems.add(
                    "input column %s must be STRING, found %s"
                            .formatted(name, type.asSummaryString()));
        }
    }

    private static void put(InputField field, int place, Map<InputField, Integer> places) {
        if (place >= 0) {
            places.put(field, place);
        }
    }

    /** What INPUT can be, for people. */
    private static String expected() {
        List<String> forms =
                Stream.concat(
                                Stream.of("(text STRING)"),
                                Tasks.INPUTS.stream().flatMap(InputColumns::forms))
                        .toList();
        return String.join(", ", forms.subList(0, forms.size() - 1))
                + " or "
                + forms.get(forms.size() - 1);
    }

    private static Stream<String> forms(InputField field) {
        return Stream.concat(
                field.plural().stream().map(InputColumns::arrayForm),
                Stream.of("(%s STRING, text STRING)".formatted(field.column())));
    }

    private static String arrayForm(String name) {
        return "(%s ARRAY<STRING>, text STRING)".formatted(name);
    }

    private static boolean isTexts(LogicalType type) {
        return type instanceof ArrayType array
                && array.getElementType().is(LogicalTypeFamily.CHARACTER_STRING);
    }

    /** What comes with each text. */
    Set<InputField> fields() {
        return Stream.concat(single.keySet().stream(), several.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a query with these columns must look out for, as nothing but its author can: empty where
     * Flink tells the columns apart by their types.
     *
     * @param model for people
     */
    Optional<String> caution(String model) {
        if (single.isEmpty()) {
            return Optional.empty();
        }
        String places =
                single.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(
                                entry ->
                                        "column %d of its DESCRIPTOR as the %s"
                                                .formatted(entry.getValue() + 1, entry.getKey()))
                        .collect(Collectors.joining(", "));
        Set<String> arrays = new TreeSet<>();
        single.keySet().forEach(field -> field.plural().ifPresent(arrays::add));
        return Optional.of(
                ("ML_PREDICT with model %s takes %s and column %d as the text, whatever they are"
                     + " called: Flink tells a provider no names, and %s are STRING.")
                                .formatted(
                                        model,
                                        places,
                                        text + 1,
                                        single.size() == 1 ? "both" : "all")
                        + arrays.stream()
                                .map(
                                        name ->
                                                " INPUT %s has Flink refuse one for the other."
                                                        .formatted(arrayForm(name)))
                                .collect(Collectors.joining()));
    }

    /** The text with what it brings; empty where the text is null. Other nulls are not there. */
    Optional<TextInput> read(RowData row) {
        return string(row, text).map(found -> new TextInput(found, inputs(row), Map.of()));
    }

    private Map<InputField, List<String>> inputs(RowData row) {
        Map<InputField, List<String>> found = new HashMap<>();
        for (InputField field : fields()) {
            List<String> values = new ArrayList<>();
            if (single.containsKey(field)) {
                string(row, single.get(field)).ifPresent(values::add);
            }
            if (several.containsKey(field)) {
                addAll(row, several.get(field), values);
            }
            found.put(field, values);
        }
        return found;
    }

    private static void addAll(RowData row, int place, List<String> values) {
        if (row.isNullAt(place)) {
            return;
        }
        ArrayData array = row.getArray(place);
        for (int i = 0; i < array.size(); i++) {
            if (!array.isNullAt(i)) {
                values.add(array.getString(i).toString());
            }
        }
    }

    private static Optional<String> string(RowData row, int place) {
        return row.isNullAt(place)
                ? Optional.empty()
                : Optional.of(row.getString(place).toString());
    }
}
