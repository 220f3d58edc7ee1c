package io.github.flinkbert.console.bounded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RingTest {

    private final Ring<Integer> ring = new Ring<>(4);

    @Test
    void holdsTheLastAndNumbersAll() {
        IntStream.rangeClosed(1, 10).forEach(ring::add);

        assertThat(ring.all()).containsExactly(7, 8, 9, 10);
        assertThat(ring.last()).isEqualTo(10);
    }

    @Test
    void aReaderFindsTheNewestOfWhatItHasNotSeen() {
        IntStream.rangeClosed(1, 10).forEach(ring::add);

        assertThat(ring.after(8, 100)).containsExactly(9, 10);
        assertThat(ring.after(10, 100)).isEmpty();
        assertThat(ring.after(0, 2)).containsExactly(9, 10);
        assertThat(ring.after(0, 100)).containsExactly(7, 8, 9, 10);
    }
}
