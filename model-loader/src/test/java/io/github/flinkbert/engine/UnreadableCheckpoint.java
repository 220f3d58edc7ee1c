package io.github.flinkbert.engine;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Weights;
import io.github.flinkbert.encoder.UnreadableWeights;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Vocabulary;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** A checkpoint that looks whole until its weights are read. */
record UnreadableCheckpoint(Checkpoint checkpoint, AtomicInteger closed) implements Checkpoint {

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
        return new UnreadableWeights(checkpoint.weights());
    }

    @Override
    public void close() {
        closed.incrementAndGet();
        checkpoint.close();
    }
}
