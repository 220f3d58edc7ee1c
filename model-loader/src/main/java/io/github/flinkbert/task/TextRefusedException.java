package io.github.flinkbert.task;

/**
 * One text cannot be answered, though the model is well: the message says what was found and
 * expected.
 */
public final class TextRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public TextRefusedException(String message) {
        super(message);
    }
}
