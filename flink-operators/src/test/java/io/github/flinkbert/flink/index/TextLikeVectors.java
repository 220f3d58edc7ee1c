package io.github.flinkbert.flink.index;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Vectors that lie as those of texts do: near some topics, and spread along far fewer directions
 * than they have numbers.
 */
final class TextLikeVectors {

    private static final int DIRECTIONS = 24;
    private static final int TOPICS = 200;
    private static final float NOISE = 0.02f;

    private final int dimension;
    private final SplittableRandom random;
    private final float[][] directions;
    private final float[][] topics;

    TextLikeVectors(int dimension, long seed) {
        this.dimension = dimension;
        random = new SplittableRandom(seed);
        directions = new float[DIRECTIONS][];
        for (int i = 0; i < DIRECTIONS; i++) {
            directions[i] = gaussian(random, dimension);
        }
        topics = new float[TOPICS][];
        for (int i = 0; i < TOPICS; i++) {
            topics[i] = gaussian(random, DIRECTIONS);
        }
    }

    static float[] gaussian(SplittableRandom random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    /** More of them, of length 1. */
    List<float[]> next(int count) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            vectors.add(next());
        }
        return vectors;
    }

    private float[] next() {
        float[] topic = topics[random.nextInt(TOPICS)];
        float[] own = gaussian(random, DIRECTIONS);
        float[] vector = gaussian(random, dimension);
        for (int i = 0; i < dimension; i++) {
            vector[i] *= NOISE;
        }
        for (int direction = 0; direction < DIRECTIONS; direction++) {
            float along = topic[direction] + 0.7f * own[direction];
            for (int i = 0; i < dimension; i++) {
                vector[i] += along * directions[direction][i];
            }
        }
        float norm = (float) Products.norm(vector);
        for (int i = 0; i < dimension; i++) {
            vector[i] /= norm;
        }
        return vector;
    }
}
