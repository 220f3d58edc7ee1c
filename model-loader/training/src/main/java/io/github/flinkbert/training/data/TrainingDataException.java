package io.github.flinkbert.training.data;

import org.apache.flink.annotation.Experimental;

/**
 * Data that cannot be trained on. The message is one sentence for the person who named it: the
 * file, what was found and what was expected.
 */
@Experimental
public final class TrainingDataException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrainingDataException(String message) {
        super(message);
    }
}
