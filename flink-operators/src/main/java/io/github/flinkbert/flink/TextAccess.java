package io.github.flinkbert.flink;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.TextInput;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
        String found = got("the text", text, value);
        if (found == null || found.isBlank()) {
            throw new UnreadableException(
                    found == null ? "the value has no text" : "the text is empty", null);
        }
        Map<InputField, List<String>> brought = inputsOf(value);
        return got(
                "the attributes",
                of -> {
                    Map<String, String> known = attributes.apply(of);
                    return new TextInput(found, brought, known == null ? Map.of() : known);
                },
                value);
    }

    private static <T, R> R got(String what, Function<T, R> function, T value)
            throws UnreadableException {
        try {
            return function.apply(value);
        } catch (RuntimeException e) {
            // Its message may quote the value.
            throw new UnreadableException(
                    "the function that gets %s failed with %s"
                            .formatted(what, e.getClass().getName()),
                    e);
        }
    }

    private Map<InputField, List<String>> inputsOf(T value) throws UnreadableException {
        Map<InputField, List<String>> found = new HashMap<>();
        for (Map.Entry<InputField, SerializableFunction<T, String>> input : inputs.entrySet()) {
            InputField field = input.getKey();
            String brought = got(field.description(), input.getValue(), value);
            if (brought != null) {
                found.put(field, List.of(brought));
            }
        }
        return found;
    }
}
