package io.github.flinkbert.tensor;

import org.apache.flink.annotation.Experimental;

/**
 * A dense float matrix, row-major, as it leaves the graph: pooled vectors, token vectors, or
 * scores. The array is owned by the matrix and must not be changed.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; a copy a result would cost more
@Experimental
public record Matrix(int rows, int columns, float[] values) {

    public Matrix {
        if (values.length != rows * columns) {
            throw new IllegalArgumentException(
                    "a %d x %d matrix has %d values, found %d"
                            .formatted(rows, columns, rows * columns, values.length));
        }
    }

    public float get(int row, int column) {
        return values[row * columns + column];
    }

    public float[] row(int row) {
        float[] copy = new float[columns];
        System.arraycopy(values, row * columns, copy, 0, columns);
        return copy;
    }

    /** Copies a row to a place in an array. */
    public void copyRow(int row, float[] target, int at) {
        System.arraycopy(values, row * columns, target, at, columns);
    }
}
