package io.github.flinkbert.location;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream from which nothing has come for a while, so that its reader does not wait for
 * ever. Thread-safe.
 */
final class StallGuard implements AutoCloseable {

    private final InputStream in;
    private final Duration most;
    private volatile long last = System.nanoTime();
    private volatile boolean closed;
    private volatile boolean stalled;

    StallGuard(InputStream in, Duration most) {
        this.in = in;
        this.most = most;
        look();
    }

    private void look() {
        CompletableFuture.delayedExecutor(most.toMillis() / 2, TimeUnit.MILLISECONDS)
                .execute(this::check);
    }

    private void check() {
        if (closed) {
            return;
        }
        if (System.nanoTime() - last < most.toNanos()) {
            look();
            return;
        }
        stalled = true;
        try {
            in.close();
        } catch (IOException e) {
            // the reader hears of it
        }
    }

    /** Something has come. */
    void came() {
        last = System.nanoTime();
    }

    /** Whether the stream was closed from here. */
    boolean stalled() {
        return stalled;
    }

    @Override
    public void close() {
        closed = true;
    }
}
