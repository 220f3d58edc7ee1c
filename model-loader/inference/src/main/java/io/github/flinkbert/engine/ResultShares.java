package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.Arrays;

/** Cuts the matrix of a batch into the shares of its sequences, one after the other. */
final class ResultShares {

    private final Output output;
    private final Matrix whole;
    private final int maskId;
    private int row;

    ResultShares(Output output, Matrix whole, int maskId) {
        this.output = output;
        this.whole = whole;
        this.maskId = maskId;
    }

    /** The share of the next sequence of the batch. */
    Matrix next(Sequence sequence) {
        int rows = output.rows(sequence, maskId);
        if (row + rows > whole.rows()) {
            throw new IllegalStateException(
                    "%s has %d rows for a batch, expected %d at least"
                            .formatted(output, whole.rows(), row + rows));
        }
        int from = row * whole.columns();
        row += rows;
        return new Matrix(
                rows,
                whole.columns(),
                Arrays.copyOfRange(whole.values(), from, from + rows * whole.columns()));
    }
}
