package io.github.flinkbert.engine;

import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A sequence that waits for the device. Equal only to itself: the same sequence may wait twice.
 *
 * @param outputs what is asked; sequences share a batch if they ask the same
 * @param result one matrix an output
 * @param client whose sequence it is
 * @param submittedNanos {@link System#nanoTime} of the submission
 */
record Work(
        Sequence sequence,
        List<Output> outputs,
        CompletableFuture<List<Matrix>> result,
        EngineClient client,
        long submittedNanos) {

    Work {
        outputs = List.copyOf(outputs);
    }

    int tokens() {
        return sequence.length();
    }

    /** Whether it has its outcome already: cancelled, most likely. */
    boolean isDone() {
        return result.isDone();
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
