package io.github.flinkbert.flink.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DriftTest {

    private static void add(Drift drift, String label, int times) {
        for (int i = 0; i < times; i++) {
            drift.add(label);
        }
    }

    @Test
    void theSameSharesDoNotDriftAndOthersDo() {
        Drift drift = new Drift(100);
        add(drift, "a", 80);
        add(drift, "b", 20);
        assertThat(drift.index()).isZero();
        add(drift, "b", 20);
        add(drift, "a", 80);
        assertThat(drift.index()).isZero();
        add(drift, "a", 50);
        add(drift, "b", 50);
        // (0.5 - 0.8) ln(0.5 / 0.8) + (0.5 - 0.2) ln(0.5 / 0.2)
        assertThat(drift.index()).isCloseTo(0.4159, within(1e-4));
    }

    @Test
    void aLabelThatIsNewOrGoneIsDriftAndNoInfinity() {
        Drift drift = new Drift(10);
        add(drift, "a", 10);
        add(drift, "b", 10);
        assertThat(drift.index()).isFinite().isGreaterThan(2);
    }

    @Test
    void theIndexIsThatOfTheLastWholeWindow() {
        Drift drift = new Drift(10);
        add(drift, "a", 10);
        add(drift, "b", 9);
        assertThat(drift.index()).isZero();
        add(drift, "b", 1);
        assertThat(drift.index()).isPositive();
        add(drift, "a", 10);
        assertThat(drift.index()).isZero();
    }
}
