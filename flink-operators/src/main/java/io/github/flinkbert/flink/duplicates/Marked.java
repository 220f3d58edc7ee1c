package io.github.flinkbert.flink.duplicates;

import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * A value, and whose near duplicate it is.
 *
 * @param value as it came in
 * @param first the id of the first one that it is near to; null if it is near to none
 * @param cosine of the two vectors; 0 where there is no first one
 */
@PublicEvolving
public record Marked<T>(T value, @Nullable String first, double cosine) {

    /** Whether one like it came before. */
    public boolean isNearDuplicate() {
        return first != null;
    }

    /** The id of the first one that it is near to. */
    public Optional<String> firstId() {
        return Optional.ofNullable(first);
    }

    /** Without the value, which may be other people's text. */
    @Override
    public String toString() {
        return first == null ? "Marked[first of its kind]" : "Marked[like " + first + "]";
    }
}
