package io.github.flinkbert.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.text.Pieces;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuestionWindowsTest {

    @Test
    void laysQuestionAndWindowBetweenTheSpecialTokens() {
        QuestionWindows plan =
                QuestionWindows.plan(pieces(2, 50), pieces(7, 10), new QuestionLimits(9, 3, 2, 9));

        assertThat(plan.ranges())
                .containsExactly(new PieceRange(0, 4), new PieceRange(2, 6), new PieceRange(4, 7));
        assertThat(plan.ids(1, 101, 102)).containsExactly(101, 50, 51, 102, 12, 13, 14, 15, 102);
        assertThat(plan.segments(1)).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1);
        assertThat(plan.ids(2, 101, 102)).containsExactly(101, 50, 51, 102, 14, 15, 16, 102);
    }

    @Test
    void everyPieceIsInAWindowAtEveryLength() {
        QuestionLimits limits = new QuestionLimits(64, 8, 1000, 100);
        for (int length = 1; length <= 3000; length++) {
            QuestionWindows plan = QuestionWindows.plan(pieces(5, 0), pieces(length, 0), limits);
            int covered = 0;
            for (PieceRange range : plan.ranges()) {
                assertThat(range.from()).isLessThanOrEqualTo(covered);
                assertThat(range.length()).isBetween(1, 56);
                covered = range.to();
            }
            assertThat(covered).isEqualTo(length);
        }
    }

    @Test
    void aTextOfTooManyWindowsIsRefusedAndTheLongestIsNot() {
        QuestionLimits limits = new QuestionLimits(20, 7, 5, 3);

        assertThat(QuestionWindows.plan(pieces(7, 0), pieces(20, 0), limits).ranges()).hasSize(3);
        assertThatThrownBy(() -> QuestionWindows.plan(pieces(7, 0), pieces(21, 0), limits))
                .isInstanceOf(TextRefusedException.class)
                .hasMessage("a text may take at most 3 windows, found 21 pieces, which take more");
    }

    @Test
    void aQuestionIsNeverCut() {
        assertThatThrownBy(
                        () ->
                                QuestionWindows.plan(
                                        pieces(65, 0), pieces(9, 0), QuestionLimits.DEFAULT))
                .isInstanceOf(TextRefusedException.class)
                .hasMessage("a question may have at most 64 pieces, found 65");
        assertThatThrownBy(
                        () ->
                                QuestionWindows.plan(
                                        pieces(0, 0), pieces(9, 0), QuestionLimits.DEFAULT))
                .hasMessage("a question must have words, found none");
    }

    private static Pieces pieces(int count, int firstId) {
        int[] ordinals = IntStream.range(0, count).toArray();
        int[] ids = IntStream.range(firstId, firstId + count).toArray();
        int[] ends = IntStream.rangeClosed(1, count).toArray();
        return new Pieces(ids, ordinals, ends, ordinals.clone());
    }
}
