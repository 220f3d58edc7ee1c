package io.github.flinkbert.console.ask;

import io.github.flinkbert.Bert;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The model that is asked what is typed into the page: opened when it is first asked, for a page
 * that is only looked at needs none. Where a job in this process runs the same model, they share
 * it. Thread-safe.
 */
@Internal
public final class AskedModel implements AutoCloseable {

    private final String description;
    private final Supplier<Bert> opening;
    private @Nullable CompletableFuture<Bert> opened;
    private boolean closed;

    /**
     * @param description which model it is, for people
     * @param opening opens it; called again should it have failed
     */
    public AskedModel(String description, Supplier<Bert> opening) {
        this.description = description;
        this.opening = opening;
    }

    public String description() {
        return description;
    }

    /**
     * Begins to load it, on a thread of its own, unless it is loaded already or about to be.
     *
     * @return the model, or a {@link io.github.flinkbert.failure.CheckpointException} if it cannot
     *     be used; cancelling this leaves the loading alone
     */
    public synchronized CompletableFuture<Bert> open() {
        if (closed) {
            return CompletableFuture.failedFuture(new IllegalStateException("the page is closed"));
        }
        CompletableFuture<Bert> known = opened;
        if (known != null && !known.isCompletedExceptionally()) {
            return known.copy();
        }
        CompletableFuture<Bert> loaded = new CompletableFuture<>();
        opened = loaded;
        Thread loading = new Thread(() -> load(loaded), "watch-model");
        loading.setDaemon(true);
        loading.start();
        return loaded.copy();
    }

    private void load(CompletableFuture<Bert> loaded) {
        try {
            loaded.complete(opening.get());
        } catch (Throwable e) { // whoever asks is told; the next one who asks tries again
            loaded.completeExceptionally(e);
        }
    }

    /** Waits for a loading that has begun, and frees the model. */
    @Override
    public void close() {
        CompletableFuture<Bert> last;
        synchronized (this) {
            closed = true;
            last = opened;
        }
        if (last != null) {
            last.thenAccept(Bert::close).exceptionally(failure -> null).join();
        }
    }
}
