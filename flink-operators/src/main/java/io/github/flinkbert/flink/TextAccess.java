package io.github.flinkbert.flink;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.TextInput;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.function.SerializableFunction;

/**
 * What to ask about a value, by the user's own functions. Travels with the job.
 *
 * @param inputs each gives null where a value brings none
 */
record TextAccess<T>(
        SerializableFunction<T, String> text,
        Map<InputField, SerializableFunction<T, String>> inputs,
        SerializableFunction<T, Map<String, String>> attributes)
        implements Serializable {

    /** Only a text, of which nothing else is known. */
    static <T> TextAccess<T> of(SerializableFunction<T, String> text) {
        return new TextAccess<>(text, Map.of(), value -> Map.of());
    }

    TextAccess<T> withText(SerializableFunction<T, String> other) {
        return new TextAccess<>(other, inputs, attributes);
    }

    TextAccess<T> with(InputField field, SerializableFunction<T, String> input) {
        Map<InputField, SerializableFunction<T, String>> more = new HashMap<>(inputs);
        more.put(field, input);
        return new TextAccess<>(text, Map.copyOf(more), attributes);
    }

    TextAccess<T> withAttributes(SerializableFunction<T, Map<String, String>> other) {
        return new TextAccess<>(text, inputs, other);
    }

    /** The value holds no text that can be asked about. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * @throws UnreadableException with one sentence, which does not quote the value
     */
    TextInput read(T value) throws UnreadableException {
        TextInput read;
        try {
            String found = text.apply(value);
            if (found == null || found.isBlank()) {
                throw new UnreadableException(
                        found == null ? "the value has no text" : "the text is empty", null);
            }
            Map<String, String> known = attributes.apply(value);
            read = new TextInput(found, inputsOf(value), known == null ? Map.of() : known);
        } catch (RuntimeException e) {
            // Its message may quote the value.
            throw new UnreadableException(
                    "the function that gets the text failed with " + e.getClass().getName(), e);
        }
        return read;
    }

    private Map<InputField, List<String>> inputsOf(T value) {
        Map<InputField, List<String>> found = new HashMap<>();
        inputs.forEach(
                (field, function) -> {
                    String input = function.apply(value);
                    if (input != null) {
                        found.put(field, List.of(input));
                    }
                });
        return found;
    }
}
