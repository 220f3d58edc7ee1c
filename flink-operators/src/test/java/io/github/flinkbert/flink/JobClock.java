package io.github.flinkbert.flink;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the one job that runs in this process takes, from its first record to its last: by the
 * clock, and of the processor, all threads of the process. Thread-safe.
 */
final class JobClock {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    // Static, for a job's functions are copies of those that it was given.
    private static final AtomicLong FIRST = new AtomicLong();
    private static final AtomicLong FIRST_PROCESSOR = new AtomicLong();
    private static final AtomicLong LAST = new AtomicLong();
    private static final AtomicLong LAST_PROCESSOR = new AtomicLong();
    private static final AtomicLong RESULTS = new AtomicLong();
    private static volatile long expected;

    private JobClock() {}

    /** Seconds by the clock, and of the processor. */
    record Spent(double wall, double processor) {

        Spent plus(Spent other) {
            return new Spent(wall + other.wall, processor + other.processor);
        }
    }

    /** For the next job, which has so many results. */
    static void reset(long results) {
        expected = results;
        FIRST.set(0);
        RESULTS.set(0);
    }

    /** A record goes in; the first one starts the clock. */
    static void read() {
        if (FIRST.compareAndSet(0, System.nanoTime())) {
            FIRST_PROCESSOR.set(SYSTEM.getProcessCpuTime());
        }
    }

    /** A result is there; the last one stops the clock. */
    static void written() {
        if (RESULTS.incrementAndGet() == expected) {
            LAST.set(System.nanoTime());
            LAST_PROCESSOR.set(SYSTEM.getProcessCpuTime());
        }
    }

    /**
     * Of the job that has ended.
     *
     * @throws IllegalStateException if it had more results, or fewer
     */
    static Spent spent() {
        if (RESULTS.get() != expected) {
            throw new IllegalStateException(
                    "%d results of %d records".formatted(RESULTS.get(), expected));
        }
        return new Spent(
                seconds(LAST.get() - FIRST.get()),
                seconds(LAST_PROCESSOR.get() - FIRST_PROCESSOR.get()));
    }

    private static double seconds(long nanos) {
        return nanos / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
