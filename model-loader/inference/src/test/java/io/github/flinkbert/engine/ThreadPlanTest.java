package io.github.flinkbert.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ThreadPlanTest {

    private final ThreadPlan plan = new ThreadPlan();

    @Test
    void takesEveryProcessorUnlessTold() {
        assertThat(plan.claim(0)).isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void theFirstModelDecidesForThoseThatDoNotMind() {
        assertThat(plan.claim(3)).isEqualTo(3);
        assertThat(plan.claim(0)).isEqualTo(3);
        assertThat(plan.claim(3)).isEqualTo(3);
    }

    @Test
    void refusesALaterWishForAnotherNumber() {
        plan.claim(3);
        assertThatThrownBy(() -> plan.claim(4))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "this process's encoders share 3 threads since its first model was loaded;"
                                + " 4 cannot be had now");
        assertThat(plan.claim(0)).isEqualTo(3);
    }
}
