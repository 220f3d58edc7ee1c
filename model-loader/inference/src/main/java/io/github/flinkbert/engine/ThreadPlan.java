package io.github.flinkbert.engine;

import java.util.OptionalInt;

/**
 * How many CPU threads the process's encoders share.
 *
 * <p>TensorFlow makes its pool of threads with the first session of a process and keeps it, so the
 * first model decides; a later wish for another number is refused rather than ignored.
 */
final class ThreadPlan {

    private static final ThreadPlan PROCESS = new ThreadPlan();

    private OptionalInt decided = OptionalInt.empty();

    static ThreadPlan ofProcess() {
        return PROCESS;
    }

    /**
     * @param wanted threads, or 0 for the plan's own choice: all processors that the process may
     *     use
     * @return threads that share one op
     * @throws IllegalStateException if another number was decided before
     */
    synchronized int claim(int wanted) {
        if (decided.isEmpty()) {
            decided =
                    OptionalInt.of(
                            wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors());
        } else if (wanted > 0 && wanted != decided.getAsInt()) {
            throw new IllegalStateException(
                    ("this process's encoders share %d threads since its first model was loaded;"
                                    + " %d cannot be had now")
                            .formatted(decided.getAsInt(), wanted));
        }
        return decided.getAsInt();
    }
}
