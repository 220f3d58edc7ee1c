package io.github.flinkbert.quantization;

/**
 * {@code x · kernel + bias} in plain Java. Sums run over the inputs in their order with fused
 * multiply-adds, which IEEE 754 defines to the last bit, so the outcome is the same on every
 * machine and for any number of threads.
 */
final class DenseProduct {

    private static final int ROWS = 4;
    private static final int INPUTS = 4;

    /** Columns at a time: four rows of the outcome and of the kernel stay in the nearest cache. */
    private static final int COLUMNS = 1024;

    private static final int ROWS_A_TASK = 32;

    private DenseProduct() {}

    /**
     * @param x [rows][inputs]
     * @param kernel [inputs, bias.length], row-major
     * @return [rows][bias.length]
     */
    static float[][] of(float[][] x, float[] kernel, float[] bias, RowWorkers workers) {
        float[][] y = new float[x.length][];
        workers.each(
                (x.length + ROWS_A_TASK - 1) / ROWS_A_TASK,
                task -> {
                    int from = task * ROWS_A_TASK;
                    int to = Math.min(x.length, from + ROWS_A_TASK);
                    for (int row = from; row < to; row++) {
                        y[row] = bias.clone();
                    }
                    multiply(x, y, from, to, kernel, bias.length);
                });
        return y;
    }

    /** The same on this thread alone. */
    static float[][] of(float[][] x, float[] kernel, float[] bias) {
        float[][] y = new float[x.length][];
        for (int row = 0; row < x.length; row++) {
            y[row] = bias.clone();
        }
        multiply(x, y, 0, x.length, kernel, bias.length);
        return y;
    }

    private static void multiply(
            float[][] x, float[][] y, int from, int to, float[] kernel, int out) {
        int in = kernel.length / out;
        int wholeInputs = in - in % INPUTS;
        int wholeRows = to - (to - from) % ROWS;
        for (int column = 0; column < out; column += COLUMNS) {
            int end = Math.min(out, column + COLUMNS);
            for (int k = 0; k < wholeInputs; k += INPUTS) {
                for (int row = from; row < wholeRows; row += ROWS) {
                    block(x, y, row, k, kernel, out, column, end);
                }
                for (int row = wholeRows; row < to; row++) {
                    for (int i = k; i < k + INPUTS; i++) {
                        single(y[row], x[row][i], kernel, i * out, column, end);
                    }
                }
            }
            for (int i = wholeInputs; i < in; i++) {
                for (int row = from; row < to; row++) {
                    single(y[row], x[row][i], kernel, i * out, column, end);
                }
            }
        }
    }

    private static void single(float[] y, float x, float[] kernel, int at, int column, int end) {
        for (int j = column; j < end; j++) {
            y[j] = Math.fma(x, kernel[at + j], y[j]);
        }
    }

    /** Four rows by four inputs: sixteen operations for each four numbers of the kernel. */
    private static void block(
            float[][] x, float[][] y, int row, int k, float[] w, int out, int column, int end) {
        float[] a = x[row];
        float[] b = x[row + 1];
        float[] c = x[row + 2];
        float[] d = x[row + 3];
        int at0 = k * out;
        int at1 = at0 + out;
        int at2 = at1 + out;
        int at3 = at2 + out;
        float a0 = a[k], a1 = a[k + 1], a2 = a[k + 2], a3 = a[k + 3];
        float b0 = b[k], b1 = b[k + 1], b2 = b[k + 2], b3 = b[k + 3];
        float c0 = c[k], c1 = c[k + 1], c2 = c[k + 2], c3 = c[k + 3];
        float d0 = d[k], d1 = d[k + 1], d2 = d[k + 2], d3 = d[k + 3];
        float[] ya = y[row];
        float[] yb = y[row + 1];
        float[] yc = y[row + 2];
        float[] yd = y[row + 3];
        for (int j = column; j < end; j++) {
            float w0 = w[at0 + j];
            float w1 = w[at1 + j];
            float w2 = w[at2 + j];
            float w3 = w[at3 + j];
            ya[j] = Math.fma(a3, w3, Math.fma(a2, w2, Math.fma(a1, w1, Math.fma(a0, w0, ya[j]))));
            yb[j] = Math.fma(b3, w3, Math.fma(b2, w2, Math.fma(b1, w1, Math.fma(b0, w0, yb[j]))));
            yc[j] = Math.fma(c3, w3, Math.fma(c2, w2, Math.fma(c1, w1, Math.fma(c0, w0, yc[j]))));
            yd[j] = Math.fma(d3, w3, Math.fma(d2, w2, Math.fma(d1, w1, Math.fma(d0, w0, yd[j]))));
        }
    }
}
