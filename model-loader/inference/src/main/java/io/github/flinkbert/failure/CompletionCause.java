package io.github.flinkbert.failure;

import java.util.concurrent.CompletionException;
import org.apache.flink.annotation.Internal;

/** Why a future failed. */
@Internal
public final class CompletionCause {

    private CompletionCause() {}

    /**
     * What was thrown, without the wrappers that dependent futures put around it: a wrapped
     * cancellation is none to {@link java.util.concurrent.CompletableFuture#isCancelled}.
     */
    public static Throwable of(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
