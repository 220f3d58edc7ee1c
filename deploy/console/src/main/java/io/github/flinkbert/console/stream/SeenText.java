package io.github.flinkbert.console.stream;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;

/**
 * An enriched text as it was read from its topic: the part of {@link
 * io.github.flinkbert.schemas.EnrichedText} that people look at. What the record lacks is empty.
 *
 * @param unknownPieces the share of the text's pieces that the model's vocabulary does not know,
 *     from 0 to 1; the job says so only where it is a third or more, else it is 0
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@SuppressWarnings("ArrayRecordComponent") // numbers on their way, compared by nobody
public record SeenText(
        String id,
        String text,
        String question,
        Map<String, String> attributes,
        float[] embedding,
        List<Entity> entities,
        List<Answer> answers,
        double unknownPieces,
        Model model) {

    private static final float[] NONE = {};

    public SeenText {
        id = orEmpty(id);
        text = orEmpty(text);
        question = orEmpty(question);
        attributes = attributes == null ? Map.of() : attributes;
        embedding = embedding == null ? NONE : embedding;
        entities = entities == null ? List.of() : entities;
        answers = answers == null ? List.of() : answers;
        // Not so of NaN, either.
        unknownPieces = unknownPieces > 0 && unknownPieces <= 1 ? unknownPieces : 0;
        model = model == null ? new Model("", "", "", Map.of()) : model;
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }

    /**
     * From {@code start} to {@code end} of the text, in UTF-16 code units, if the record is true.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Entity(String label, int start, int end, float score) {
        public Entity {
            label = orEmpty(label);
        }
    }

    /** {@code start == end}: the text has no answer. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Answer(String question, String text, int start, int end, float score) {
        public Answer {
            question = orEmpty(question);
            text = orEmpty(text);
        }
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
    }

    /** Without what is in it: texts are never logged. */
    @Override
    public String toString() {
        return "SeenText[" + text.length() + " code units]";
    }
}
