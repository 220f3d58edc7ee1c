package io.github.flinkbert.failure;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.flink.annotation.Internal;

/** Why a future failed. */
@Internal
public final class CompletionCause {

    private CompletionCause() {}

    /**
     * What was thrown, without the wrappers that dependent futures and {@link
     * java.util.concurrent.Future#get} put around it: a wrapped cancellation is none to {@link
     * java.util.concurrent.CompletableFuture#isCancelled}.
     */
    public static Throwable of(Throwable failure) {
        Throwable thrown = failure;
        Throwable inside = thrown.getCause();
        while (isWrapper(thrown) && inside != null) {
            thrown = inside;
            inside = thrown.getCause();
        }
        return thrown;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure instanceof CompletionException || failure instanceof ExecutionException;
    }
}
