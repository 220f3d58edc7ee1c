package io.github.flinkbert.task;

import org.apache.flink.annotation.PublicEvolving;

/**
 * One thing that is asked of a text. Asks are values: equal asks have equal results, and a text's
 * asks are answered together, in as few passes through the encoder as they allow.
 *
 * <p>A new task is a new implementation. Nothing else has to know it: it says itself how the text
 * is read, which outputs of the encoder it wants, and how these become its result.
 *
 * @param <R> what comes back; cached and shared, so it must be immutable
 */
@PublicEvolving
public interface Ask<R> {

    /**
     * How one text is read for this ask. Runs in the thread of whoever asks, before the text is
     * queued.
     *
     * @throws IllegalArgumentException if the ask does not fit the model, whatever the text
     * @throws io.github.flinkbert.failure.TextRejectedException if this text cannot be answered
     */
    InferencePlan<R> plan(TextContext text);

    /** Bytes that a result takes in memory, about: what bounds a cache of results. */
    long bytes(R result);
}
