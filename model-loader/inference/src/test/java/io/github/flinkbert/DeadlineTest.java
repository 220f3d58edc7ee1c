package io.github.flinkbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void anOutcomeThatComesTooLateIsATimeout() {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        assertThat(Deadline.in(Duration.ofMillis(1)).on(outcome)).isSameAs(outcome);
        assertThatThrownBy(outcome::get).hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void moreNanosecondsThanALongHoldsAreNoDeadline() {
        assertThat(Deadline.in(Duration.ofDays(365L * 293)).nanos()).isEqualTo(Long.MAX_VALUE);
        assertThat(Deadline.in(Duration.ofDays(365L * 292)).nanos()).isLessThan(Long.MAX_VALUE);
    }

    @Test
    void aTimeThatHasPassedIsATimeoutAtOnce() {
        for (Duration passed : new Duration[] {Duration.ZERO, Duration.ofSeconds(Long.MIN_VALUE)}) {
            CompletableFuture<String> outcome = new CompletableFuture<>();
            CompletableFuture<String> inTime = Deadline.in(passed).on(outcome);
            assertThatThrownBy(inTime::get).hasCauseInstanceOf(TimeoutException.class);
        }
    }
}
