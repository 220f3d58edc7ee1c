package io.github.flinkbert.flink;

import io.github.flinkbert.flink.record.AskedText;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.util.function.SerializableFunction;

/**
 * What to ask about a value, by the user's own functions. Travels with the job.
 *
 * @param question gives null where nothing is asked of this value alone
 */
record TextAccess<T>(
        SerializableFunction<T, String> text,
        SerializableFunction<T, String> question,
        SerializableFunction<T, Map<String, String>> attributes)
        implements Serializable {

    /** Only a text, of which nothing else is known. */
    static <T> TextAccess<T> of(SerializableFunction<T, String> text) {
        return new TextAccess<>(text, value -> null, value -> Map.of());
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
    AskedText read(T value) throws UnreadableException {
        AskedText read;
        try {
            String found = text.apply(value);
            if (found == null || found.isBlank()) {
                throw new UnreadableException(
                        found == null ? "the value has no text" : "the text is empty", null);
            }
            Map<String, String> known = attributes.apply(value);
            read =
                    new AskedText(
                            found,
                            Optional.ofNullable(question.apply(value)),
                            known == null ? Map.of() : known);
        } catch (RuntimeException e) {
            // Its message may quote the value.
            throw new UnreadableException(
                    "the function that gets the text failed with " + e.getClass().getName(), e);
        }
        return read;
    }
}
