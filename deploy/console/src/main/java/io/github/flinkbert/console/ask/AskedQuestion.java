package io.github.flinkbert.console.ask;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.flink.annotation.Internal;

/** A question on its way: one thread waits for its reply, any may cancel it. */
@Internal
public final class AskedQuestion {

    private CompletableFuture<?> awaited = CompletableFuture.completedFuture(null);
    private boolean cancelled;

    AskedQuestion() {}

    /**
     * Waits for a part of the reply.
     *
     * @throws CancellationException if the question is cancelled, and then so is the part
     */
    public <T> T await(CompletableFuture<T> part) {
        synchronized (this) {
            awaited = part;
            if (cancelled) {
                part.cancel(false);
            }
        }
        try {
            return part.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    synchronized void cancel() {
        cancelled = true;
        awaited.cancel(false);
    }
}
