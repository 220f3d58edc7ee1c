package io.github.flinkbert.checkpoint;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What a sentence-transformers release does with a text's pooled vector: one of the modules behind
 * Pooling in {@code modules.json}. Immutable.
 */
@PublicEvolving
public sealed interface SentenceModule permits DenseModule, SentenceModule.Normalize {

    /**
     * Numbers of the vectors that it makes.
     *
     * @param width of those that it takes
     * @throws IllegalArgumentException if it takes others
     */
    int width(int width);

    /** Another vector; the one given stays as it is. */
    float[] apply(float[] vector);

    /** What it is, for people. */
    String description();

    /** Scales to Euclidean length 1. A vector of zeros has no direction and stays as it is. */
    record Normalize() implements SentenceModule {

        @Override
        public int width(int width) {
            return width;
        }

        @Override
        public float[] apply(float[] vector) {
            double squares = 0;
            for (float value : vector) {
                squares += (double) value * value;
            }
            double length = squares > 0 ? Math.sqrt(squares) : 1;
            float[] scaled = new float[vector.length];
            for (int i = 0; i < vector.length; i++) {
                scaled[i] = (float) (vector[i] / length);
            }
            return scaled;
        }

        @Override
        public String description() {
            return "scaled to length 1";
        }
    }
}
