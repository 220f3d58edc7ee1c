package io.github.flinkbert;

import java.util.concurrent.Semaphore;

/** A bound on tokens in flight, for callers that nothing else bounds. Thread-safe. */
final class TokenBound {

    private final int tokens;
    private final Semaphore free;

    TokenBound(int tokens) {
        this.tokens = tokens;
        this.free = new Semaphore(tokens, true);
    }

    /**
     * Waits until there is room; a text greater than the whole bound waits until it is alone.
     *
     * @return what to give back to {@link #release}
     */
    int acquire(int wanted) throws InterruptedException {
        int taken = Math.min(wanted, tokens);
        free.acquire(taken);
        return taken;
    }

    void release(int taken) {
        free.release(taken);
    }
}
