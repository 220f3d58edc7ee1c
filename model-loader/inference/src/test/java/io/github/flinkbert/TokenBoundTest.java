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

    @Test
    void whoFindsNoRoomWaitsForIt() throws Exception {
        int first = bound.acquire(60);
        CompletableFuture<Integer> second = acquire(50);
        Thread.sleep(50);
        assertThat(second).isNotDone();
        bound.release(first);
        assertThat(second.join()).isEqualTo(50);
    }

    @Test
    void aTextGreaterThanTheBoundWaitsUntilItIsAlone() throws Exception {
        int first = bound.acquire(1);
        CompletableFuture<Integer> great = acquire(5000);
        Thread.sleep(50);
        assertThat(great).isNotDone();
        bound.release(first);
        bound.release(great.join());
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> bound.acquire(100) == 100);
    }

    private CompletableFuture<Integer> acquire(int tokens) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return bound.acquire(tokens);
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }
}
