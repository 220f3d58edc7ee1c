package io.github.flinkbert.console.stream;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many records may be decoded, so many a second; a second's worth may be saved up. What comes
 * beyond is counted only, which costs next to nothing. Used by one thread.
 */
final class Allowance {

    private final int perSecond;
    private final LongSupplier nanos;
    private double saved;
    private long last;

    /**
     * @param nanos a clock, such as {@link System#nanoTime}
     */
    Allowance(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.saved = perSecond;
        this.last = nanos.getAsLong();
    }

    /** Takes up to so many of what is saved. */
    int take(int wanted) {
        long now = nanos.getAsLong();
        double earned = (now - last) * (double) perSecond / TimeUnit.SECONDS.toNanos(1);
        saved = Math.min(perSecond, saved + earned);
        last = now;
        int taken = (int) Math.min(wanted, saved);
        saved -= taken;
        return taken;
    }

    /** Whether to take the item at an index, where {@code taken} of {@code all} are, evenly. */
    static boolean isEvenly(int index, int taken, int all) {
        return (long) (index + 1) * taken / all > (long) index * taken / all;
    }
}
