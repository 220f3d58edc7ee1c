package io.github.flinkbert.cli.watch.stream;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Counts, exactly, and sums seconds up. Thread-safe. */
final class Tally {

    /** More of a second's latencies would change its percentiles little. */
    private static final int MOST_LATENCIES = 4_096;

    private final LongSupplier nanos;
    private final long[] latencies = new long[MOST_LATENCIES];
    private int latenciesKept;
    private long texts;
    private long letters;
    private long textsBefore;
    private long lettersBefore;
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

    synchronized void letters(int more) {
        letters += more;
    }

    synchronized void latency(long millis) {
        if (latenciesKept < MOST_LATENCIES) {
            latencies[latenciesKept++] = millis;
        }
    }

    synchronized long texts() {
        return texts;
    }

    synchronized long letters() {
        return letters;
    }

    /** What came since the last call. */
    synchronized Moment moment(long at, EngineView.Second engine) {
        long now = nanos.getAsLong();
        double seconds = Math.max(1, now - before) / (double) TimeUnit.SECONDS.toNanos(1);
        Arrays.sort(latencies, 0, latenciesKept);
        Moment moment =
                new Moment(
                        at,
                        (texts - textsBefore) / seconds,
                        (letters - lettersBefore) / seconds,
                        percentile(0.5),
                        percentile(0.95),
                        engine.fillPercent(),
                        engine.deviceMillis());
        before = now;
        textsBefore = texts;
        lettersBefore = letters;
        latenciesKept = 0;
        return moment;
    }

    private double percentile(double share) {
        return latenciesKept == 0
                ? Double.NaN
                : latencies[(int) Math.min(latenciesKept - 1L, (long) (share * latenciesKept))];
    }
}
