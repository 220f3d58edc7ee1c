package io.github.flinkbert.task.embedding;

import java.util.Arrays;
import org.apache.flink.annotation.PublicEvolving;

/** A text's vector. Immutable. */
@PublicEvolving
public final class Embedding {

    private final float[] values;

    private Embedding(float[] values) {
        this.values = values;
    }

    /**
     * @param values copied
     */
    public static Embedding of(float... values) {
        return new Embedding(values.clone());
    }

    /**
     * @param values not copied: whoever made them must not keep them
     */
    static Embedding owning(float[] values) {
        return new Embedding(values);
    }

    public int size() {
        return values.length;
    }

    public float get(int dimension) {
        return values[dimension];
    }

    /** All values, in an array of the caller's own. */
    public float[] vector() {
        return values.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Embedding embedding && Arrays.equals(values, embedding.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Embedding of %d dimensions".formatted(values.length);
    }
}
