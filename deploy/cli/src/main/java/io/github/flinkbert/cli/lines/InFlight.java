package io.github.flinkbert.cli.lines;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The lines whose results are on their way, in the order of the input, bounded by the length of
 * their texts: what a result takes in memory grows with its text.
 *
 * <p>One thread adds and ends, one takes. A text longer than the bound goes alone.
 */
final class InFlight {

    /** A line on its way; its result may be there already. */
    record Entry(JsonNode id, int length, CompletableFuture<LineResult> result) {}

    private final long bound;
    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long length;
    private boolean ended;
    private boolean abandoned;

    /**
     * @param bound most UTF-16 code units in flight, each line counting for some more than its text
     */
    InFlight(long bound) {
        this.bound = bound;
    }

    /**
     * Waits for room.
     *
     * @return false once nobody takes any more
     */
    synchronized boolean awaitRoom(int textLength) throws InterruptedException {
        while (!abandoned && length > 0 && length + textLength > bound) {
            wait();
        }
        return !abandoned;
    }

    synchronized void add(Entry entry) {
        entries.add(entry);
        length += entry.length();
        notifyAll();
    }

    /** No more lines will come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Nobody will take any more: the one who adds need not wait. */
    synchronized void abandon() {
        abandoned = true;
        notifyAll();
    }

    /** Waits for the next line; empty when all have been taken and no more will come. */
    synchronized Optional<Entry> next() throws InterruptedException {
        while (entries.isEmpty() && !ended) {
            wait();
        }
        return Optional.ofNullable(entries.peek());
    }

    /** The line that {@link #next} gave has been written. */
    synchronized void done() {
        length -= entries.remove().length();
        notifyAll();
    }

    /** Whether a result waits to be written, so that there is no need to flush yet. */
    synchronized boolean moreDone() {
        Entry first = entries.peek();
        return first != null && first.result().isDone();
    }
}
