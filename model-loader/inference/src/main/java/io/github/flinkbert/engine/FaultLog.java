package io.github.flinkbert.engine;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs one kind of fault without flooding the log: the first at once, with its stack trace, then at
 * most one in a quiet time, with the number of those that were left out. Thread-safe.
 */
final class FaultLog {

    private static final Duration QUIET = Duration.ofMinutes(1);

    private final Logger log;
    private final String what;
    private final LongSupplier nanos;
    private boolean logged;
    private long lastNanos;
    private long leftOut;

    /**
     * @param what one sentence without its full stop; it must not quote a text
     */
    FaultLog(Logger log, String what) {
        this(log, what, System::nanoTime);
    }

    FaultLog(Logger log, String what, LongSupplier nanos) {
        this.log = log;
        this.what = what;
        this.nanos = nanos;
    }

    synchronized void add(Throwable fault) {
        long now = nanos.getAsLong();
        if (logged && now - lastNanos < QUIET.toNanos()) {
            leftOut++;
            return;
        }
        logged = true;
        lastNanos = now;
        long more = leftOut;
        leftOut = 0;
        try {
            if (more == 0) {
                log.warn("{}", what, fault);
            } else {
                log.warn("{}; {} more since this was last logged", what, more, fault);
            }
        } catch (Throwable ignored) {
            // Whoever logs a fault must live on, though its log does not.
        }
    }
}
