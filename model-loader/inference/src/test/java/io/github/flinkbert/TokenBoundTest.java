package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TokenBoundTest {

    private final TokenBound bound = new TokenBound(100);
    private Thread acquiring;

    @Test
    void whoFindsNoRoomWaitsForIt() throws Exception {
        int first = bound.acquire(60);
        CompletableFuture<Integer> second = acquire(50);
        awaitWaiting();
        assertThat(second).isNotDone();
        bound.release(first);
        assertThat(second.join()).isEqualTo(50);
    }

    @Test
    void aTextGreaterThanTheBoundWaitsUntilItIsAlone() throws Exception {
        int first = bound.acquire(1);
        CompletableFuture<Integer> great = acquire(5000);
        awaitWaiting();
        assertThat(great).isNotDone();
        bound.release(first);
        bound.release(great.join());
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> bound.acquire(100) == 100);
    }

    private CompletableFuture<Integer> acquire(int tokens) {
        CompletableFuture<Integer> acquired = new CompletableFuture<>();
        acquiring =
                new Thread(
                        () -> {
                            try {
                                acquired.complete(bound.acquire(tokens));
                            } catch (InterruptedException e) {
                                acquired.completeExceptionally(e);
                            }
                        });
        acquiring.setDaemon(true);
        acquiring.start();
        return acquired;
    }

    private void awaitWaiting() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .until(() -> acquiring.getState() == Thread.State.WAITING);
    }
}
