package io.github.flinkbert.benchmark.peer;

import java.nio.FloatBuffer;

/** Mean pooling as the users of a peer do it, outside of its graph. */
final class MeanOfTokens {

    private MeanOfTokens() {}

    /**
     * @param hidden [rows, columns, width]
     * @param tokens how many columns of the row are real
     */
    static float[] of(FloatBuffer hidden, int row, int columns, int width, int tokens) {
        float[] mean = new float[width];
        float[] vector = new float[width];
        for (int token = 0; token < tokens; token++) {
            hidden.get((row * columns + token) * width, vector);
            for (int i = 0; i < width; i++) {
                mean[i] += vector[i];
            }
        }
        for (int i = 0; i < width; i++) {
            mean[i] /= tokens;
        }
        return mean;
    }
}
