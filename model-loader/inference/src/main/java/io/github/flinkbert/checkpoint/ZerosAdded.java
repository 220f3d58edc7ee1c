package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.Weights;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Weights with one variable more, all zeros: what a model does not have, and its graph adds.
 *
 * @param name of the variable
 * @param zeros its shape
 */
record ZerosAdded(Weights weights, String name, Shape zeros) implements Weights {

    @Override
    public Set<String> names() {
        Set<String> names = new TreeSet<>(weights.names());
        names.add(name);
        return names;
    }

    @Override
    public String sharedWith(String variable) {
        return variable.equals(name) ? name : weights.sharedWith(variable);
    }

    @Override
    public Shape shape(String variable) {
        return variable.equals(name) ? zeros : weights.shape(variable);
    }

    @Override
    public void read(String variable, FloatDataBuffer into) {
        if (!variable.equals(name)) {
            weights.read(variable, into);
            return;
        }
        for (long i = 0; i < zeros.size(); i++) {
            into.setFloat(0, i);
        }
    }
}
