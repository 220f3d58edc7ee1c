package io.github.flinkbert.encoder;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Weights whose index is whole, but whose file ends early: half of the variables cannot be read.
 */
public final class UnreadableWeights implements Weights {

    private final Weights whole;
    private int reads;

    public UnreadableWeights(Weights whole) {
        this.whole = whole;
    }

    @Override
    public Set<String> names() {
        return whole.names();
    }

    @Override
    public Shape shape(String name) {
        return whole.shape(name);
    }

    @Override
    public synchronized void read(String name, FloatDataBuffer into) {
        if (++reads > whole.names().size() / 2) {
            throw new CheckpointException("the file of " + name + " is too short");
        }
        whole.read(name, into);
    }
}
