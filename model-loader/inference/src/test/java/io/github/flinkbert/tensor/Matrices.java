package io.github.flinkbert.tensor;

/** Matrices written down in tests. */
public final class Matrices {

    private Matrices() {}

    /** At least one row, all of one length. */
    public static Matrix ofRows(float[]... rows) {
        float[] values = new float[rows.length * rows[0].length];
        for (int row = 0; row < rows.length; row++) {
            System.arraycopy(rows[row], 0, values, row * rows[row].length, rows[row].length);
        }
        return new Matrix(rows.length, rows[0].length, values);
    }
}
