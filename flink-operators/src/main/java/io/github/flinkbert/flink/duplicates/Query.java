package io.github.flinkbert.flink.duplicates;

import org.apache.flink.annotation.Internal;

/**
 * What one table is asked about one value, and what it remembers of it. A class with public fields
 * for Flink's own serializer.
 */
@Internal
public final class Query {

    /** See {@link HyperplaneKeys#of}. */
    public long key;

    /** Of this coming of the value, and of no other. */
    public String occurrence = "";

    /** When it came, in milliseconds since 1970. */
    public long came;

    public String id = "";

    /** Of length 1. */
    public float[] vector = new float[0];

    /** For Flink. */
    public Query() {}

    /** Whether it came before the other, for all tables alike. */
    boolean isBefore(Query other) {
        return came < other.came
                || (came == other.came && occurrence.compareTo(other.occurrence) < 0);
    }
}
