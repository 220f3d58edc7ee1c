package io.github.flinkbert.task;

import io.github.flinkbert.tensor.Matrix;
import org.apache.flink.annotation.Internal;

/** Scores to probabilities, in double precision. */
@Internal
public final class Softmax {

    private Softmax() {}

    public static double[] ofRow(Matrix scores, int row) {
        double[] values = new double[scores.columns()];
        for (int column = 0; column < values.length; column++) {
            values[column] = scores.get(row, column);
        }
        return inPlace(values);
    }

    /**
     * @throws IllegalArgumentException if a score is not a finite number
     */
    public static double[] inPlace(double[] values) {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "the model's scores must be finite numbers, found " + value);
            }
            greatest = Math.max(greatest, value);
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(values[i] - greatest);
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
        return values;
    }
}
