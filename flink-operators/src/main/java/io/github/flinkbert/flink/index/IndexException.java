package io.github.flinkbert.flink.index;

import org.apache.flink.annotation.Internal;

/** A table cannot be indexed. The message is a sentence for the user, and quotes no row. */
@Internal
public final class IndexException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public IndexException(String message) {
        super(message);
    }

    public IndexException(String message, Throwable cause) {
        super(message, cause);
    }
}
