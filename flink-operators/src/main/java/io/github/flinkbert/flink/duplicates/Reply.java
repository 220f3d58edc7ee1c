package io.github.flinkbert.flink.duplicates;

import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * What one table knows of a value: the first one that it is near to, if there is any. A class with
 * public fields for Flink's own serializer.
 */
@Internal
public final class Reply {

    /** See {@link Query#occurrence}. */
    public String occurrence = "";

    /** The id of the first one; null if there is none. */
    public @Nullable String first;

    /** When that came, and which coming it was. */
    public long came;

    public String firstOccurrence = "";

    public double cosine;

    /** For Flink. */
    public Reply() {}

    /** Whether its first one came before the other's. */
    boolean isBefore(@Nullable Reply other) {
        if (first == null || other == null || other.first == null) {
            return first != null;
        }
        return came < other.came
                || (came == other.came && firstOccurrence.compareTo(other.firstOccurrence) < 0);
    }
}
