package io.github.flinkbert.cli.watch.ask;

import io.github.flinkbert.Bert;
import java.util.function.Supplier;

/**
 * The model that answers what is typed into the page: opened when it is first asked, for a page
 * that is only looked at needs none. Where a job in this process runs the same model, they share
 * it. Thread-safe.
 */
public final class AskedModel implements AutoCloseable {

    private final String description;
    private final Supplier<Bert> opening;
    private Bert open;
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
     * Waits while the model is loaded.
     *
     * @throws io.github.flinkbert.checkpoint.CheckpointException if it cannot be used
     */
    public synchronized Bert get() {
        if (closed) {
            throw new IllegalStateException("the page is closed");
        }
        if (open == null) {
            open = opening.get();
        }
        return open;
    }

    /** Begins to load it, on a thread of its own; whoever asks then finds out how that went. */
    public void prepare() {
        Thread loading =
                new Thread(
                        () -> {
                            try {
                                var unused = get();
                            } catch (RuntimeException e) {
                                // Told to whoever asks: the next call tries again.
                            }
                        },
                        "watch-model");
        loading.setDaemon(true);
        loading.start();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (open != null) {
            open.close();
        }
    }
}
