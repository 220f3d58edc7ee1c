package io.github.flinkbert.failure;

/**
 * One text cannot be answered, though the model is well: the message says what was found and
 * expected.
 */
public final class TextRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TextRejectedException(String message) {
        super(message);
    }
}
