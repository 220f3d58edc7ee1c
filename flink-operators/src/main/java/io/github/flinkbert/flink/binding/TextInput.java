package io.github.flinkbert.flink.binding;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.PublicEvolving;

/**
 * What the model is asked about: a text, and what it brings with it. Immutable.
 *
 * @param inputs what tasks need beside the text; what is absent is not there
 * @param attributes may choose the adapters that answer
 */
@PublicEvolving
public record TextInput(
        String text, Map<InputField, List<String>> inputs, Map<String, String> attributes) {

    public TextInput {
        inputs = Map.copyOf(inputs);
    }

    /** A text that brings nothing. */
    public static TextInput of(String text) {
        return new TextInput(text, Map.of(), Map.of());
    }

    /** The same text with these, in place of those that it brought. */
    public TextInput with(InputField field, List<String> brought) {
        Map<InputField, List<String>> more = new HashMap<>(inputs);
        more.put(field, List.copyOf(brought));
        return new TextInput(text, more, attributes);
    }

    /** The same text with these attributes. */
    public TextInput with(Map<String, String> others) {
        return new TextInput(text, inputs, others);
    }

    /** All that the text brings of this kind, in their order. */
    public List<String> all(InputField field) {
        return inputs.getOrDefault(field, List.of());
    }

    /** Nothing of it: texts are other people's. */
    @Override
    public String toString() {
        return "TextInput[" + text.length() + " UTF-16 code units]";
    }
}
