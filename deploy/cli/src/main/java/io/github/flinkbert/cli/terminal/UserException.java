package io.github.flinkbert.cli.terminal;

import org.apache.flink.annotation.Internal;

/**
 * What the user asked for cannot be done. The message is one sentence that names the thing, what
 * was found and what was expected.
 */
@Internal
public class UserException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UserException(String message) {
        super(message);
    }

    public UserException(String message, Throwable cause) {
        super(message, cause);
    }
}
