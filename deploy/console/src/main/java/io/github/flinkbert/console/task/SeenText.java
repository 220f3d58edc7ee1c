package io.github.flinkbert.console.task;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.flinkbert.console.bounded.Cut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * An enriched text as it was read from its topic: the part of {@link
 * io.github.flinkbert.schemas.EnrichedText} that people look at. What the record lacks is empty.
 *
 * @param found what the tasks' fields hold, in the order of the tasks
 * @param unknownPieces the share of the text's pieces that the model's vocabulary does not know,
 *     from 0 to 1; the job says so only where it is its threshold or more, else it is 0
 */
@Internal
public record SeenText(
        String id,
        String text,
        String question,
        Map<String, String> attributes,
        List<Found<?>> found,
        double unknownPieces,
        Model model) {

    public SeenText {
        id = orEmpty(id);
        text = orEmpty(text);
        question = orEmpty(question);
        attributes = attributes == null ? Map.of() : attributes;
        found = List.copyOf(found);
        // Not so of NaN, either.
        unknownPieces = unknownPieces > 0 && unknownPieces <= 1 ? unknownPieces : 0;
        model = model == null ? new Model("", "", "", Map.of()) : model;
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }

    /**
     * What a task's field holds.
     *
     * @throws IllegalArgumentException if the field was not read
     */
    @SuppressWarnings("unchecked") // what was found in a field is of the field's type
    public <V> V get(RecordField<V> field) {
        for (Found<?> each : found) {
            if (each.field().equals(field)) {
                return (V) each.value();
            }
        }
        throw new IllegalArgumentException(
                "the field %s was not read, only %s".formatted(field.name(), found));
    }

    /** What the tasks add to the row's JSON. */
    public Map<String, Object> row() {
        Map<String, Object> row = new LinkedHashMap<>();
        found.forEach(each -> row.putAll(each.row()));
        return row;
    }

    /** The first word of a task that the text can be coloured by; empty where there is none. */
    public String label() {
        return found.stream()
                .map(Found::label)
                .filter(label -> !label.isEmpty())
                .findFirst()
                .orElse("");
    }

    /** Which model made it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Model(
            String name, String digest, String precision, Map<String, String> adapters) {
        public Model {
            name = orEmpty(name);
            digest = orEmpty(digest);
            precision = orEmpty(precision);
            adapters = adapters == null ? Map.of() : adapters;
        }

        /** Of bounded size whatever the record says. */
        public Model bounded() {
            return new Model(
                    Cut.words(name),
                    Cut.words(digest),
                    Cut.words(precision),
                    Cut.attributes(adapters));
        }
    }

    /** Without what is in it: texts are never logged. */
    @Override
    public String toString() {
        return "SeenText[" + text.length() + " code units]";
    }
}
