package io.github.flinkbert.testbed.cluster;

import io.github.flinkbert.cli.terminal.UserException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.annotation.Internal;

/** Waits for something that comes by itself, and not for ever. */
@Internal
public final class Await {

    private static final Duration LOOK = Duration.ofMillis(200);

    private Await() {}

    /** Whether it is so; what cannot be asked at the moment is not so yet. */
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /**
     * @param what for the message, such as {@code the broker to answer}
     * @throws UserException if it is not so in time
     */
    public static void await(String what, Duration most, Condition condition)
            throws InterruptedException {
        Instant end = Instant.now().plus(most);
        while (!holds(condition)) {
            if (Instant.now().isAfter(end)) {
                throw new UserException(
                        "waited %d s for %s, in vain".formatted(most.toSeconds(), what));
            }
            Thread.sleep(LOOK.toMillis());
        }
    }

    private static boolean holds(Condition condition) throws InterruptedException {
        try {
            return condition.holds();
        } catch (IOException e) {
            return false;
        }
    }
}
