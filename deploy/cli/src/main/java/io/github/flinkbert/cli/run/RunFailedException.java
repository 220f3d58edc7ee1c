package io.github.flinkbert.cli.run;

import io.github.flinkbert.cli.terminal.UserException;

/** A run cannot begin, or cannot go on; the message is a sentence for the user. */
final class RunFailedException extends UserException {

    private static final long serialVersionUID = 1L;

    RunFailedException(String message) {
        super(message);
    }

    RunFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
