package io.github.flinkbert.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class NumbersTest {

    @Test
    void medianIsTheMiddleWhateverTheOrder() {
        assertThat(Numbers.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Numbers.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
    }

    @Test
    void percentileIsTheNearestRank() {
        List<Double> hundred = IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList();

        assertThat(Numbers.percentile(hundred, 50)).isEqualTo(50);
        assertThat(Numbers.percentile(hundred, 99)).isEqualTo(99);
        assertThat(Numbers.percentile(List.of(7.0), 99)).isEqualTo(7);
    }

    @Test
    void nothingHasNoMiddle() {
        assertThatThrownBy(() -> Numbers.median(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void likenessIsTheCosineWhateverTheLength() {
        Likeness likeness =
                Likeness.of(
                        List.of(new float[] {1, 0}, new float[] {1, 1}),
                        List.of(new float[] {3, 0}, new float[] {2, 0}));

        assertThat(likeness.texts()).isEqualTo(2);
        assertThat(likeness.worst()).isCloseTo(Math.sqrt(0.5), within(1e-9));
        assertThat(likeness.mean()).isCloseTo((1 + Math.sqrt(0.5)) / 2, within(1e-9));
    }
}
