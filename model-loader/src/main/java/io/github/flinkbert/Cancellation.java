package io.github.flinkbert;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A future that depends on others does not cancel them by itself. */
final class Cancellation {

    private Cancellation() {}

    /** The same future; when it is cancelled, so are the others, which it depends on. */
    static <T> CompletableFuture<T> passedOn(
            CompletableFuture<T> dependent, List<? extends CompletableFuture<?>> others) {
        var unused =
                dependent.whenComplete(
                        (value, failure) -> {
                            if (dependent.isCancelled()) {
                                others.forEach(other -> other.cancel(false));
                            }
                        });
        return dependent;
    }
}
