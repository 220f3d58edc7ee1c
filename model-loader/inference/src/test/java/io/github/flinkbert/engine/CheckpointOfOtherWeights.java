package io.github.flinkbert.engine;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.encoder.UnreadableWeights;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Vocabulary;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * A checkpoint with weights of the test's making.
 *
 * @param closed how often it was closed
 */
record CheckpointOfOtherWeights(Checkpoint checkpoint, Weights weights, AtomicInteger closed)
        implements Checkpoint {

    /** Counts how many variables are read. */
    static Checkpoint counting(Checkpoint checkpoint, AtomicInteger reads) {
        Weights whole = checkpoint.weights();
        Weights counted =
                new Weights() {
                    @Override
                    public Set<String> names() {
                        return whole.names();
                    }

                    @Override
                    public Shape shape(String name) {
                        return whole.shape(name);
                    }

                    @Override
                    public void read(String name, FloatDataBuffer into) {
                        reads.incrementAndGet();
                        whole.read(name, into);
                    }
                };
        return new CheckpointOfOtherWeights(checkpoint, counted, new AtomicInteger());
    }

    /** Looks whole until its weights are read. */
    static Checkpoint unreadable(Checkpoint checkpoint, AtomicInteger closed) {
        return new CheckpointOfOtherWeights(
                checkpoint, new UnreadableWeights(checkpoint.weights()), closed);
    }

    @Override
    public String name() {
        return checkpoint.name();
    }

    @Override
    public String format() {
        return checkpoint.format();
    }

    @Override
    public String family() {
        return checkpoint.family();
    }

    @Override
    public String digest() {
        return checkpoint.digest();
    }

    @Override
    public BertConfig config() {
        return checkpoint.config();
    }

    @Override
    public Vocabulary vocabulary() {
        return checkpoint.vocabulary();
    }

    @Override
    public Optional<Casing> casing() {
        return checkpoint.casing();
    }

    @Override
    public int trainedPositions() {
        return checkpoint.trainedPositions();
    }

    @Override
    public void close() {
        closed.incrementAndGet();
        checkpoint.close();
    }
}
