package io.github.flinkbert.console.stream;

/**
 * Tells backlog from latency. A record that was written before the page was opened, or before the
 * job gave its first result, waited for these, and how long says nothing of how fast the job is.
 * Used by one thread; times are milliseconds since 1970.
 */
final class Backlog {

    /** What comes within this time did not wait, whenever it was written. */
    private static final long PROMPT_MILLIS = 2_000;

    private final long opened;
    private long firstCame = -1;

    /**
     * @param opened when the page was
     */
    Backlog(long opened) {
        this.opened = opened;
    }

    /**
     * Whether a record that comes now is backlog.
     *
     * @param written its timestamp
     */
    boolean has(long written, long now) {
        if (firstCame < 0) {
            firstCame = now;
        }
        return now - written >= PROMPT_MILLIS && written < Math.max(opened, firstCame);
    }
}
