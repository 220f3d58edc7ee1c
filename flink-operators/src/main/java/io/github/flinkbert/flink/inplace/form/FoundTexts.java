package io.github.flinkbert.flink.inplace.form;

import io.github.flinkbert.flink.binding.InputField;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * What was found in a record. What is null there, or not there at all, is not here.
 *
 * @param texts where each lies, as a JSON pointer, and the text; in the order of the paths that
 *     lead to them, those of one path in the record's order
 * @param inputs what tasks take beside a text
 * @param id the record's own identity
 * @param attributes those that choose a model
 */
@Internal
public record FoundTexts(
        Map<String, String> texts,
        Map<InputField, String> inputs,
        Optional<String> id,
        Map<String, String> attributes) {

    /** Texts, and nothing else. */
    public FoundTexts(Map<String, String> texts) {
        this(texts, Map.of(), Optional.empty(), Map.of());
    }
}
