package io.github.flinkbert.training.objective;

import io.github.flinkbert.text.Sequence;
import org.apache.flink.annotation.Experimental;

/** Something to learn from: a sequence as the encoder reads it, and what is right for it. */
@Experimental
public interface Example {

    Sequence sequence();

    /**
     * What is right, as bytes: two trainings whose examples differ here are two trainings ({@link
     * Objective#identity}). Nothing where the sequence says it all.
     */
    default byte[] target() {
        return new byte[0];
    }
}
