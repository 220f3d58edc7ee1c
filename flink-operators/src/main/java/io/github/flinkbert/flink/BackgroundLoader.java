package io.github.flinkbert.flink;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Loads and closes models one after the other on a thread of its own, so that values flow
 * meanwhile. Closing it waits for what was begun.
 */
final class BackgroundLoader implements AutoCloseable {

    private static final int CLOSE_SECONDS = 60;

    private final ExecutorService thread;

    /** The thread sees the classes that the caller sees. */
    BackgroundLoader(String name) {
        ClassLoader classes = Thread.currentThread().getContextClassLoader();
        thread =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread made = new Thread(task, name);
                            made.setDaemon(true);
                            made.setContextClassLoader(classes);
                            return made;
                        });
    }

    CompletableFuture<Enricher> load(Supplier<Enricher> load) {
        return CompletableFuture.supplyAsync(load, thread);
    }

    /** Closes a model that is loaded, or is to be: it stands behind its own loading in line. */
    void close(CompletableFuture<Enricher> model) {
        thread.execute(
                () -> {
                    var unused = model.thenAccept(Enricher::close);
                });
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
