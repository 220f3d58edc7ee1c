package io.github.flinkbert.training.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ScheduleTest {

    private final Schedule schedule = new Schedule(1, 10, 110);

    @Test
    void risesInTheWarmUpAndFallsToNearlyZero() {
        assertThat(schedule.rate(1)).isCloseTo(0.1, within(1e-9));
        assertThat(schedule.rate(10)).isCloseTo(1, within(1e-9));
        assertThat(schedule.rate(61)).isCloseTo(0.5, within(1e-9));
        assertThat(schedule.rate(110)).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void beginsAtThePeakWithoutWarmUp() {
        assertThat(new Schedule(1, 0, 4).rate(1)).isEqualTo(1);
    }
}
