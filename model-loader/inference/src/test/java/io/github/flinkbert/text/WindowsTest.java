package io.github.flinkbert.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowsTest {

    @ParameterizedTest
    @CsvSource({"384, 128", "510, 510", "16, 5", "7, 1", "1, 1", "3, 100"})
    void coverEveryPieceForAllLengthsUpTo3000(int length, int stride) {
        for (int pieces = 0; pieces <= 3_000; pieces += pieces < 600 ? 1 : 37) {
            List<Window> windows = Windows.over(pieces, length, stride);
            assertThat(windows.get(0).from()).isZero();
            assertThat(windows.get(windows.size() - 1).to()).isEqualTo(pieces);
            for (int i = 0; i + 1 < windows.size(); i++) {
                Window window = windows.get(i);
                Window next = windows.get(i + 1);
                assertThat(window.length()).isEqualTo(length);
                assertThat(next.from() - window.from()).isEqualTo(Math.min(length, stride));
                assertThat(next.length()).isBetween(1, length);
                assertThat(next.to()).isGreaterThan(window.to());
            }
            assertThat(windows.size() == 1).isEqualTo(pieces <= length);
        }
    }

    @ParameterizedTest
    @CsvSource({"384, 128", "510, 510", "16, 5", "7, 1"})
    void theWindowOfMostContextIsThatOfGooglesScript(int length, int stride) {
        for (int pieces = 0; pieces <= 3_000; pieces += pieces < 60 ? 1 : 211) {
            List<Window> windows = Windows.over(pieces, length, stride);
            int[] best = Windows.ofMostContext(pieces, windows);
            assertThat(best).hasSize(pieces);
            for (int piece = 0; piece < pieces; piece++) {
                assertThat(best[piece]).isEqualTo(bestByAskingAll(windows, piece));
            }
        }
    }

    @Test
    void anEmptySequenceHasOneEmptyWindow() {
        assertThat(Windows.over(0, 384, 128)).containsExactly(new Window(0, 0));
    }

    @Test
    void aSequenceThatFitsExactlyHasOneWindow() {
        assertThat(Windows.over(384, 384, 128)).containsExactly(new Window(0, 384));
        assertThat(Windows.over(385, 384, 128))
                .containsExactly(new Window(0, 384), new Window(128, 385));
    }

    @Test
    void withAStrideOfTheLengthWindowsDoNotOverlap() {
        assertThat(Windows.over(10, 4, 4))
                .containsExactly(new Window(0, 4), new Window(4, 8), new Window(8, 10));
    }

    @Test
    void aStrideAboveTheLengthSkipsNothing() {
        assertThat(Windows.over(5, 2, 128)).isEqualTo(Windows.over(5, 2, 2));
    }

    @Test
    void theMiddleOfAWindowHasMoreContextThanTheEdgeOfTheNext() {
        // Google's own example: "the man went to the store and bought a gallon of milk".
        List<Window> windows = Windows.over(12, 5, 3);
        int bought = 7;
        assertThat(windows.get(Windows.ofMostContext(12, windows)[bought]))
                .isEqualTo(new Window(6, 11));
    }

    @ParameterizedTest
    @CsvSource({"-1, 4, 2", "3, 0, 1", "3, 4, 0"})
    void impossibleWindowsAreRefused(int pieces, int length, int stride) {
        assertThatThrownBy(() -> Windows.over(pieces, length, stride))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("of length " + length);
    }

    /** {@code _check_is_max_context}, for one piece. */
    private static int bestByAskingAll(List<Window> windows, int piece) {
        double bestScore = -1;
        int best = -1;
        for (int i = 0; i < windows.size(); i++) {
            Window window = windows.get(i);
            int end = window.from() + window.length() - 1;
            if (piece < window.from() || piece > end) {
                continue;
            }
            double score = Math.min(piece - window.from(), end - piece) + 0.01 * window.length();
            if (best < 0 || score > bestScore) {
                bestScore = score;
                best = i;
            }
        }
        return best;
    }
}
