package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * A setting as a file says it.
 *
 * @param key its name there, with a path of names where it lies deeper
 */
@Internal
public record Said<T>(T value, Path file, String key) {

    /**
     * A field that is true or false.
     *
     * @param at where the object lies in the file: empty, or {@code normalizer.}
     * @return empty where it is not there, or null
     * @throws CheckpointException if it is anything else
     */
    public static Optional<Said<Boolean>> flag(
            JsonNode object, String at, String field, Path file) {
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            throw refusal(file, at + field, value, "true or false");
        }
        return Optional.of(new Said<>(value.asBoolean(), file, at + field));
    }

    /** What two files say, or the one that says anything. */
    public static <T> Optional<Said<T>> agreed(Optional<Said<T>> one, Optional<Said<T>> other) {
        if (one.isPresent()
                && other.isPresent()
                && !one.get().value().equals(other.get().value())) {
            throw new CheckpointException(
                    "%s: %s is %s, but %s: %s is %s; expected the same in both"
                            .formatted(
                                    one.get().file(),
                                    one.get().key(),
                                    one.get().value(),
                                    other.get().file(),
                                    other.get().key(),
                                    other.get().value()));
        }
        return one.or(() -> other);
    }

    /** One sentence for a setting that is not obeyed. */
    public static CheckpointException refusal(
            Path file, String key, Object value, String expected) {
        return new CheckpointException(
                "%s: %s is %s; expected %s".formatted(file, key, value, expected));
    }
}
