package io.github.flinkbert.task.embedding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * The least and the greatest number of each dimension, found on a sample of texts: what 8-bit
 * vectors are made by. They hold for vectors that are made as those of the sample were, and must
 * stay the same for all that are compared. Immutable.
 */
@PublicEvolving
public final class VectorRanges implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final JsonMapper JSON = new JsonMapper();
    private static final String MINIMUM = "minimum";
    private static final String MAXIMUM = "maximum";

    private final float[] minimum;
    private final float[] maximum;

    /**
     * @param minimum of each dimension; copied
     * @param maximum likewise
     * @throws IllegalArgumentException with a sentence if they are no ranges
     */
    public VectorRanges(float[] minimum, float[] maximum) {
        this.minimum = minimum.clone();
        this.maximum = maximum.clone();
        if (minimum.length == 0 || minimum.length != maximum.length) {
            throw new IllegalArgumentException(
                    "ranges have a least and a greatest number of each dimension, found %d and %d"
                            .formatted(minimum.length, maximum.length));
        }
        for (int i = 0; i < minimum.length; i++) {
            // Not so of NaN, either.
            boolean holds =
                    Float.isFinite(minimum[i])
                            && Float.isFinite(maximum[i])
                            && minimum[i] <= maximum[i];
            if (!holds) {
                throw new IllegalArgumentException(
                        "the range of dimension %d must be from a finite number to a greater one,"
                                        .formatted(i)
                                + " found %s to %s".formatted(minimum[i], maximum[i]));
            }
        }
    }

    public int dimensions() {
        return minimum.length;
    }

    float minimum(int dimension) {
        return minimum[dimension];
    }

    float maximum(int dimension) {
        return maximum[dimension];
    }

    /**
     * Reads what {@link #toJson} writes, and numpy's array of shape (2, dimensions) as lists, which
     * sentence-transformers takes as {@code ranges}.
     *
     * @throws IllegalArgumentException with a sentence if it is neither
     */
    public static VectorRanges ofJson(String json) {
        JsonNode read;
        try {
            read = JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it is no JSON", e);
        }
        return read.isArray() && read.size() == 2
                ? new VectorRanges(numbers(read.get(0)), numbers(read.get(1)))
                : new VectorRanges(numbers(read.path(MINIMUM)), numbers(read.path(MAXIMUM)));
    }

    private static float[] numbers(JsonNode list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            JsonNode number = list.get(i);
            if (number == null || !number.isNumber()) {
                throw new IllegalArgumentException(
                        "minimum and maximum must be lists of numbers, a number a dimension");
            }
            numbers[i] = number.floatValue();
        }
        return numbers;
    }

    /**
     * As a file has them.
     *
     * @param model whose vectors the sample's were, for people
     * @param texts how many the sample had, for people
     */
    public String toJson(String model, long texts) {
        ObjectNode json = JSON.createObjectNode();
        json.put("model", model);
        json.put("texts", texts);
        json.put("dimensions", dimensions());
        put(json.putArray(MINIMUM), minimum);
        put(json.putArray(MAXIMUM), maximum);
        return json.toString();
    }

    private static void put(ArrayNode list, float[] numbers) {
        for (float number : numbers) {
            list.add(number);
        }
    }

    /** Finds ranges, vector by vector. Thread-safe. */
    public static final class Sample {

        private float @Nullable [] minimum;
        private float @Nullable [] maximum;
        private long vectors;

        /**
         * @throws IllegalArgumentException if it is of another dimension than those before
         */
        public synchronized void add(Embedding vector) {
            float[] numbers = vector.vector();
            vectors++;
            if (minimum == null || maximum == null) {
                minimum = numbers;
                maximum = numbers.clone();
                return;
            }
            if (numbers.length != minimum.length) {
                throw new IllegalArgumentException(
                        "the vectors of a sample must be of one dimension, found %d and %d"
                                .formatted(minimum.length, numbers.length));
            }
            for (int i = 0; i < numbers.length; i++) {
                minimum[i] = Math.min(minimum[i], numbers[i]);
                maximum[i] = Math.max(maximum[i], numbers[i]);
            }
        }

        /** How many were added. */
        public synchronized long vectors() {
            return vectors;
        }

        /**
         * @throws IllegalArgumentException if no vector was added, or one had a number that is not
         *     finite
         */
        public synchronized VectorRanges ranges() {
            if (minimum == null || maximum == null) {
                throw new IllegalArgumentException("ranges are found on vectors, found none");
            }
            return new VectorRanges(minimum, maximum);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VectorRanges ranges
                && Arrays.equals(minimum, ranges.minimum)
                && Arrays.equals(maximum, ranges.maximum);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(minimum) + Arrays.hashCode(maximum);
    }

    @Override
    public String toString() {
        return "VectorRanges of %d dimensions".formatted(dimensions());
    }
}
