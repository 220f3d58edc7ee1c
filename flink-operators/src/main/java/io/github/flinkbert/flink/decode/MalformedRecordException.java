package io.github.flinkbert.flink.decode;

import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A value has not the form that was expected. The message is one sentence, the reason of a dead
 * letter; it does not quote the text.
 */
@Internal
public final class MalformedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedRecordException(String message) {
        super(message);
    }

    public MalformedRecordException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
