package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * How often a request is made, and what is waited between: twice as long each time, or as long as
 * the server asks for.
 *
 * @param attempts without progress, before it is given up
 * @param first pause
 * @param longest pause, also of those that a server asks for: what asks for more is given up
 * @param sleeper waits
 */
record Retries(int attempts, Duration first, Duration longest, Sleeper sleeper) {

    /** However much progress each makes. */
    private static final int MOST_ATTEMPTS = 1_000;

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(Duration pause) throws InterruptedException;
    }

    /** One try. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException;
    }

    static Retries standard() {
        return new Retries(ATTEMPTS, FIRST, LONGEST, pause -> Thread.sleep(pause.toMillis()));
    }

    /**
     * The outcome of the first attempt that does not fail.
     *
     * @throws IOException the last failure, or the first that another attempt would not help
     * @throws CheckpointException if the thread is interrupted meanwhile
     */
    <T> T call(Attempt<T> attempt) throws IOException {
        int failures = 0;
        for (int made = 1; ; made++) {
            try {
                return attempt.run();
            } catch (IOException e) {
                boolean progressed = e instanceof ConnectionDropped dropped && dropped.progressed();
                failures = progressed ? 1 : failures + 1;
                if (failures >= attempts || made >= MOST_ATTEMPTS || !mayPass(e)) {
                    throw e;
                }
                pause(e, failures);
            }
        }
    }

    /** Whether it may go well a little later. A host that is not there is none of these. */
    private static boolean mayPass(IOException e) {
        if (e instanceof HttpFailure failure) {
            return failure.isPassing();
        }
        return !(e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof HttpConnectTimeoutException
                || e instanceof SSLException);
    }

    private void pause(IOException e, int failures) throws IOException {
        Duration usual = first.multipliedBy(1L << Math.min(failures - 1, 20));
        Duration pause = usual.compareTo(longest) > 0 ? longest : usual;
        if (e instanceof HttpFailure failure && failure.retryAfter().isPresent()) {
            pause = failure.retryAfter().get();
            if (pause.compareTo(longest) > 0) {
                throw new IOException(
                        "%s and asks to wait %d seconds; at most %d are waited"
                                .formatted(e.getMessage(), pause.toSeconds(), longest.toSeconds()),
                        e);
            }
        }
        try {
            sleeper.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CheckpointException("interrupted while waiting for a server", interrupted);
        }
    }
}
