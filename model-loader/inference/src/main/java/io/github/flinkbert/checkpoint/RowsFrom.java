package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.Weights;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Weights of which one matrix is left without its first rows: those of RoBERTa's positions that no
 * token has.
 *
 * @param name of the matrix
 * @param first its first row that is left
 */
record RowsFrom(Weights weights, String name, int first) implements Weights {

    @Override
    public Set<String> names() {
        return weights.names();
    }

    @Override
    public String sharedWith(String variable) {
        return weights.sharedWith(variable);
    }

    @Override
    public Shape shape(String variable) {
        Shape whole = weights.shape(variable);
        return variable.equals(name) && whole.numDimensions() == 2
                ? Shape.of(whole.get(0) - first, whole.get(1))
                : whole;
    }

    @Override
    public void read(String variable, FloatDataBuffer into) {
        if (!variable.equals(name)) {
            weights.read(variable, into);
            return;
        }
        Shape whole = weights.shape(name);
        float[] values = new float[Math.toIntExact(whole.size())];
        weights.read(name, DataBuffers.of(values, false, false));
        int skipped = Math.toIntExact(first * whole.get(1));
        into.write(values, skipped, values.length - skipped);
    }
}
