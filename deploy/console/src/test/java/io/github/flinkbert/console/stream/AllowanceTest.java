package io.github.flinkbert.console.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AllowanceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Allowance allowance = new Allowance(100, nanos::get);

    @Test
    void allowsSoManyASecondAndSavesNoMoreThanThat() {
        assertThat(allowance.take(1_000)).isEqualTo(100);
        assertThat(allowance.take(1_000)).isZero();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(allowance.take(1_000)).isEqualTo(50);
        nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
        assertThat(allowance.take(30)).isEqualTo(30);
        assertThat(allowance.take(1_000)).isEqualTo(70);
    }

    @Test
    void whatIsTakenLiesEvenlyAmongAll() {
        assertThat(IntStream.range(0, 10).filter(i -> Allowance.isEvenly(i, 3, 10)))
                .containsExactly(3, 6, 9);
        assertThat(IntStream.range(0, 7).filter(i -> Allowance.isEvenly(i, 7, 7))).hasSize(7);
        assertThat(IntStream.range(0, 7).filter(i -> Allowance.isEvenly(i, 0, 7))).isEmpty();
    }
}
