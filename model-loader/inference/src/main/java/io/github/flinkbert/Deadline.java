package io.github.flinkbert;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * How long an outcome is waited for.
 *
 * @param nanos {@link Long#MAX_VALUE} for as long as it takes
 */
record Deadline(long nanos) {

    /** What is longer than 292 years, which a count of nanoseconds does not hold, is none. */
    static Deadline in(Duration time) {
        return new Deadline(TimeUnit.NANOSECONDS.convert(time));
    }

    /** The future itself; when the deadline passes, it fails with a timeout. */
    <T> CompletableFuture<T> on(CompletableFuture<T> outcome) {
        return nanos == Long.MAX_VALUE ? outcome : outcome.orTimeout(nanos, TimeUnit.NANOSECONDS);
    }
}
