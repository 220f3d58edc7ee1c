package io.github.flinkbert.failure;

import org.apache.flink.annotation.PublicEvolving;

/**
 * A checkpoint, an adapter or a part of one cannot be used. The message is one sentence for the
 * person who named it: the thing, what was found and what was expected.
 */
@PublicEvolving
public final class CheckpointException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CheckpointException(String message) {
        super(message);
    }

    public CheckpointException(String message, Throwable cause) {
        super(message, cause);
    }
}
