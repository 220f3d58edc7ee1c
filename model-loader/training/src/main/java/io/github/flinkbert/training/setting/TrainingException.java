package io.github.flinkbert.training.setting;

import org.apache.flink.annotation.Experimental;

/** A training that cannot be done or gone on with; the message is a sentence for the user. */
@Experimental
public final class TrainingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TrainingException(String message) {
        super(message);
    }

    public TrainingException(String message, Throwable cause) {
        super(message, cause);
    }
}
