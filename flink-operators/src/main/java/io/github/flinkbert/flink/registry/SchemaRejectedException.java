package io.github.flinkbert.flink.registry;

import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * No value of a schema can be read: the registry does not give it, or it is no schema of Avro. The
 * message is one sentence, the reason of a dead letter.
 */
@Internal
public final class SchemaRejectedException extends Exception {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 500;

    SchemaRejectedException(String message) {
        this(message, null);
    }

    SchemaRejectedException(String message, @Nullable Throwable cause) {
        super(shortened(message), cause);
    }

    /** Schemas, and what is said about them, can have megabytes. */
    private static String shortened(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…";
    }
}
