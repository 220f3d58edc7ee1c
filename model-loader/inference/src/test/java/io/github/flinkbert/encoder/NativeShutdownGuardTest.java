package io.github.flinkbert.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class NativeShutdownGuardTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final NativeShutdownGuard guard = new NativeShutdownGuard();

    @Test
    void handsOverWhatTheRunGives() {
        assertThat(guard.during(() -> "result")).isEqualTo("result");
    }

    @Test
    void theEndWaitsForARunThatHasBegun() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        CompletableFuture<Boolean> run = runUntil(finish);
        Thread end = new Thread(() -> guard.close(LONG));
        end.start();

        await().until(() -> end.getState() == Thread.State.TIMED_WAITING);
        assertThat(run).isNotDone();
        finish.countDown();
        end.join();
        assertThat(run.get()).isTrue();
    }

    @Test
    void theEndDoesNotWaitForever() throws Exception {
        CountDownLatch finish = new CountDownLatch(1);
        CompletableFuture<Boolean> run = runUntil(finish);
        guard.close(Duration.ofMillis(50));

        assertThat(run).isNotDone();
        finish.countDown();
        assertThat(run.get()).isTrue();
    }

    @Test
    void nothingBeginsAfterTheEnd() {
        guard.close(LONG);
        Thread late = new Thread(() -> guard.during(() -> "never"));
        late.setDaemon(true);
        late.start();

        await().until(() -> late.getState() == Thread.State.WAITING);
    }

    @Test
    void lastActionsMayRunNativeCodeUnlessTakenBack() {
        List<String> done = new ArrayList<>();
        guard.whenEnding(() -> done.add(guard.during(() -> "saved")));
        guard.whenEnding(() -> done.add("finished before")).run();

        guard.end();

        assertThat(done).containsExactly("saved");
    }

    /** A run that has begun. */
    private CompletableFuture<Boolean> runUntil(CountDownLatch finish) throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        CompletableFuture<Boolean> run =
                CompletableFuture.supplyAsync(
                        () ->
                                guard.during(
                                        () -> {
                                            running.countDown();
                                            return finished(finish);
                                        }));
        running.await();
        return run;
    }

    private static boolean finished(CountDownLatch finish) {
        try {
            finish.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
