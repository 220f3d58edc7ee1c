package io.github.flinkbert.engine;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Weights;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Vocabulary;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/** A checkpoint that counts how many variables are read. */
record CountingCheckpoint(Checkpoint checkpoint, AtomicInteger reads) implements Checkpoint {

    @Override
    public String name() {
        return checkpoint.name();
    }

    @Override
    public String format() {
        return checkpoint.format();
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
    public Weights weights() {
        Weights weights = checkpoint.weights();
        return new Weights() {
            @Override
            public Set<String> names() {
                return weights.names();
            }

            @Override
            public Shape shape(String name) {
                return weights.shape(name);
            }

            @Override
            public void read(String name, FloatDataBuffer into) {
                reads.incrementAndGet();
                weights.read(name, into);
            }
        };
    }

    @Override
    public void close() {
        checkpoint.close();
    }
}
