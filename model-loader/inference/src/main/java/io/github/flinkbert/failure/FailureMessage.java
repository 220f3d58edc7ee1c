package io.github.flinkbert.failure;

import org.apache.flink.annotation.Internal;

/** What a failure says. */
@Internal
public final class FailureMessage {

    private FailureMessage() {}

    /** Its message; its class's name where it has none. Never null. */
    public static String of(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getName() : message;
    }
}
