package io.github.flinkbert.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StallGuardTest {

    /** Nothing comes of it until it is closed. */
    private static final class Silent extends InputStream {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public int read() {
            return -1;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    @Test
    void aStreamOfWhichNothingComesIsClosed() throws InterruptedException {
        Silent in = new Silent();
        try (StallGuard guard = new StallGuard(in, Duration.ofMillis(50))) {
            assertThat(in.closed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(guard.stalled()).isTrue();
        }
    }

    @Test
    void aStreamThatIsReadIsLeftOpen() throws InterruptedException {
        Silent in = new Silent();
        try (StallGuard guard = new StallGuard(in, Duration.ofSeconds(30))) {
            guard.came();
            assertThat(in.closed.await(50, TimeUnit.MILLISECONDS)).isFalse();
            assertThat(guard.stalled()).isFalse();
        }
    }
}
