package io.github.flinkbert;

import io.github.flinkbert.failure.CompletionCause;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A text's outcome, and how to take back what of the text still waits. A future that merely depends
 * on others would leave them in the queue.
 */
record Submission<T>(CompletableFuture<T> outcome, Runnable withdraw) {

    /** One that is known already. */
    static <T> Submission<T> of(T known) {
        return new Submission<>(CompletableFuture.completedFuture(known), () -> {});
    }

    static <T> Submission<T> failed(RuntimeException failure) {
        return new Submission<>(CompletableFuture.failedFuture(failure), () -> {});
    }

    /** With this outcome; given another one before, it takes the text out of the queue. */
    CompletableFuture<T> future() {
        return thenApply(Function.identity());
    }

    /** Likewise with what a function makes of the outcome. */
    <R> CompletableFuture<R> thenApply(Function<T, R> function) {
        CompletableFuture<R> result = new CompletableFuture<>();
        var unused = result.whenComplete((value, failure) -> withdraw.run());
        var unusedToo =
                outcome.whenComplete(
                        (value, failure) -> {
                            if (failure == null) {
                                complete(result, function, value);
                            } else {
                                result.completeExceptionally(CompletionCause.of(failure));
                            }
                        });
        return result;
    }

    private static <T, R> void complete(
            CompletableFuture<R> result, Function<T, R> function, T value) {
        try {
            result.complete(function.apply(value));
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        }
    }
}
