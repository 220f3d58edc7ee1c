package io.github.flinkbert.flink.record;

import io.github.flinkbert.flink.binding.InputField;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.annotation.Internal;

/**
 * A text that is to be enriched, with the record that it came in. This is what waits in flight, and
 * in Flink's state.
 *
 * @param record the record, whole, should the text be rejected
 * @param id the text's identity
 * @param inputs what the producer gives with the text for a task
 * @param eventTime milliseconds since 1970, if the producer says
 * @param attributes what else the producer says
 * @param textsByPath several texts of one record that are asked about each by itself, by where they
 *     lie in it, in their order; {@code text} is empty then. Empty where {@code text} is the only
 *     one, or there is none
 */
@Internal
public record TextQuery(
        KafkaRecord record,
        String id,
        String text,
        Map<InputField, String> inputs,
        OptionalLong eventTime,
        Map<String, String> attributes,
        Map<String, String> textsByPath) {

    /** Of one text. */
    public TextQuery(
            KafkaRecord record,
            String id,
            String text,
            Map<InputField, String> inputs,
            OptionalLong eventTime,
            Map<String, String> attributes) {
        this(record, id, text, inputs, eventTime, attributes, Map.of());
    }

    /** Whether there is anything to ask about. */
    public boolean hasTexts() {
        return !text.isEmpty() || !textsByPath.isEmpty();
    }

    /** What the producer gives of this kind. */
    public Optional<String> input(InputField field) {
        return Optional.ofNullable(inputs.get(field));
    }

    /**
     * Where it lies only: Flink puts elements into the messages of failures, and those are logged.
     */
    @Override
    public String toString() {
        return "TextQuery[" + record.origin() + "]";
    }
}
