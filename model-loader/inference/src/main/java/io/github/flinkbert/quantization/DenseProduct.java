package io.github.flinkbert.quantization;

import java.util.Arrays;

/**
 * {@code x · kernel + bias} in plain Java. Sums run over the inputs in their order with fused
 * multiply-adds, which IEEE 754 defines to the last bit, so the outcome is the same on every
 * machine and for any number of threads.
 */
final class DenseProduct {

    /** Rows of the kernel at a time: of more, no vector instructions are made. */
    private static final int INPUTS = 4;

    /** Columns at a time: so much of these rows stays in the nearest cache. */
    private static final int COLUMNS = 512;

    private static final int ROWS_A_TASK = 32;

    private DenseProduct() {}

    /**
     * @param x [rows][inputs]
     * @param kernel [inputs, bias.length], row-major
     * @return [rows][bias.length]
     */
    static float[][] of(float[][] x, float[] kernel, float[] bias, RowWorkers workers) {
        float[][] y = new float[x.length][];
        float[][] rows = rows(kernel, bias.length);
        workers.each(
                (x.length + ROWS_A_TASK - 1) / ROWS_A_TASK,
                task -> {
                    int from = task * ROWS_A_TASK;
                    int to = Math.min(x.length, from + ROWS_A_TASK);
                    for (int row = from; row < to; row++) {
                        y[row] = bias.clone();
                    }
                    multiply(x, y, from, to, rows);
                });
        return y;
    }

    /** The same on this thread alone. */
    static float[][] of(float[][] x, float[] kernel, float[] bias) {
        float[][] y = new float[x.length][];
        for (int row = 0; row < x.length; row++) {
            y[row] = bias.clone();
        }
        multiply(x, y, 0, x.length, rows(kernel, bias.length));
        return y;
    }

    /** An array a row: the compiler makes vector instructions of loops over whole arrays only. */
    private static float[][] rows(float[] kernel, int out) {
        float[][] rows = new float[kernel.length / out][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(kernel, i * out, (i + 1) * out);
        }
        return rows;
    }

    private static void multiply(float[][] x, float[][] y, int from, int to, float[][] kernel) {
        int out = kernel[0].length;
        int whole = kernel.length - kernel.length % INPUTS;
        for (int column = 0; column < out; column += COLUMNS) {
            int end = Math.min(out, column + COLUMNS);
            for (int k = 0; k < whole; k += INPUTS) {
                for (int row = from; row < to; row++) {
                    add(x[row], k, kernel, y[row], column, end);
                }
            }
            for (int k = whole; k < kernel.length; k++) {
                for (int row = from; row < to; row++) {
                    addOne(x[row][k], kernel[k], y[row], column, end);
                }
            }
        }
    }

    private static void addOne(float x, float[] w, float[] y, int column, int end) {
        for (int j = column; j < end; j++) {
            y[j] = Math.fma(x, w[j], y[j]);
        }
    }

    private static void add(float[] x, int k, float[][] kernel, float[] y, int column, int end) {
        add(
                x[k],
                x[k + 1],
                x[k + 2],
                x[k + 3],
                kernel[k],
                kernel[k + 1],
                kernel[k + 2],
                kernel[k + 3],
                y,
                column,
                end);
    }

    /**
     * The compiler makes vector instructions of this: five times as fast as with offsets into one
     * array, or with several rows of the outcome.
     */
    private static void add(
            float x0,
            float x1,
            float x2,
            float x3,
            float[] w0,
            float[] w1,
            float[] w2,
            float[] w3,
            float[] y,
            int column,
            int end) {
        for (int j = column; j < end; j++) {
            float low = Math.fma(x1, w1[j], Math.fma(x0, w0[j], y[j]));
            y[j] = Math.fma(x3, w3[j], Math.fma(x2, w2[j], low));
        }
    }
}
