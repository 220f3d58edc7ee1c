package io.github.flinkbert.flink;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.TextInput;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/**
 * What to ask about a value, by the user's own functions. Travels with the job.
 *
 * @param text null until it is said; gives null where a value has none
 * @param inputs each gives null where a value brings none
 * @param byPath texts of a value that are asked about each by itself; null where a value has one
 *     text, and where one without a text is refused
 */
record TextAccess<T>(
        @Nullable SerializableFunction<T, @Nullable String> text,
        Map<InputField, SerializableFunction<T, @Nullable String>> inputs,
        SerializableFunction<T, Map<String, String>> attributes,
        @Nullable SerializableFunction<T, Map<String, String>> byPath)
        implements Serializable {

    /** Only a text, of which nothing else is known. */
    static <T> TextAccess<T> of(@Nullable SerializableFunction<T, @Nullable String> text) {
        return new TextAccess<>(text, Map.of(), value -> Map.of(), null);
    }

    TextAccess<T> withText(SerializableFunction<T, @Nullable String> other) {
        return new TextAccess<>(other, inputs, attributes, byPath);
    }

    TextAccess<T> with(InputField field, SerializableFunction<T, @Nullable String> input) {
        Map<InputField, SerializableFunction<T, @Nullable String>> more = new HashMap<>(inputs);
        more.put(field, input);
        return new TextAccess<>(text, Map.copyOf(more), attributes, byPath);
    }

    TextAccess<T> withAttributes(SerializableFunction<T, Map<String, String>> other) {
        return new TextAccess<>(text, inputs, other, byPath);
    }

    /** Values may have several texts, or none: those have nothing found in them, and pass. */
    TextAccess<T> withTextsByPath(SerializableFunction<T, Map<String, String>> several) {
        return new TextAccess<>(text, inputs, attributes, several);
    }

    /** The value holds no text that can be asked about. */
    static final class UnreadableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnreadableException(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * @throws UnreadableException with one sentence, which does not quote the value
     */
    TextsToAsk texts(T value) throws UnreadableException {
        if (byPath == null) {
            return new TextsToAsk.One(read(value));
        }
        Map<String, String> texts = got("the texts", byPath, value);
        String only = got("the text", requireNonNull(text, "text"), value);
        if (texts.isEmpty() && only != null && !only.isBlank()) {
            return new TextsToAsk.One(read(value));
        }
        Map<String, TextInput> several = new LinkedHashMap<>();
        for (Map.Entry<String, String> each : texts.entrySet()) {
            several.put(each.getKey(), input(each.getValue(), value));
        }
        return new TextsToAsk.Several(several);
    }

    TextInput read(T value) throws UnreadableException {
        String found = got("the text", requireNonNull(text, "text"), value);
        if (found == null || found.isBlank()) {
            throw new UnreadableException(
                    found == null ? "the value has no text" : "the text is empty", null);
        }
        return input(found, value);
    }

    private TextInput input(String found, T value) throws UnreadableException {
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
        for (Map.Entry<InputField, SerializableFunction<T, @Nullable String>> input :
                inputs.entrySet()) {
            InputField field = input.getKey();
            String brought = got(field.description(), input.getValue(), value);
            if (brought != null) {
                found.put(field, List.of(brought));
            }
        }
        return found;
    }
}
