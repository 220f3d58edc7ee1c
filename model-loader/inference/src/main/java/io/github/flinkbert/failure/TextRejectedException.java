package io.github.flinkbert.failure;

import org.apache.flink.annotation.PublicEvolving;

/**
 * One text cannot be answered, though the model is well: the message says what was found and
 * expected.
 */
@PublicEvolving
public final class TextRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TextRejectedException(String message) {
        super(message);
    }
}
