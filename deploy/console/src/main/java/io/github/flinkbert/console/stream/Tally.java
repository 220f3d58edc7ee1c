package io.github.flinkbert.console.stream;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts, exactly, and sums seconds up. Thread-safe. */
final class Tally {

    private final LongSupplier nanos;
    private final Waits latencies = new Waits();
    private final Waits backlog = new Waits();
    private long texts;
    private long deadLetters;
    private long textsBefore;
    private long deadLettersBefore;
    private long before;

    /**
     * @param nanos a clock, such as {@link System#nanoTime}
     */
    Tally(LongSupplier nanos) {
        this.nanos = nanos;
        this.before = nanos.getAsLong();
    }

    synchronized void texts(int more) {
        texts += more;
    }

    synchronized void deadLetters(int more) {
        deadLetters += more;
    }

    synchronized void latency(long millis) {
        latencies.add(millis);
    }

    synchronized void backlog(long millis) {
        backlog.add(millis);
    }

    synchronized long texts() {
        return texts;
    }

    synchronized long deadLetters() {
        return deadLetters;
    }

    /** What came since the last call. */
    synchronized Moment moment(long at, EngineView.Second engine) {
        long now = nanos.getAsLong();
        double seconds = Math.max(1, now - before) / (double) TimeUnit.SECONDS.toNanos(1);
        Moment moment =
                new Moment(
                        at,
                        (texts - textsBefore) / seconds,
                        (deadLetters - deadLettersBefore) / seconds,
                        latencies.percentile(0.5),
                        latencies.percentile(0.95),
                        backlog.percentile(0.5),
                        engine.fillPercent(),
                        engine.deviceMillis());
        before = now;
        textsBefore = texts;
        deadLettersBefore = deadLetters;
        latencies.clear();
        backlog.clear();
        return moment;
    }
}
