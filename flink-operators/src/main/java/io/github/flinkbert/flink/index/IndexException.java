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

    /** What began it: formats and Kafka's client wrap their exceptions. */
    static Throwable root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
