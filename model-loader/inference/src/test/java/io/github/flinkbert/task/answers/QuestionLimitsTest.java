package io.github.flinkbert.task.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Window;
import org.junit.jupiter.api.Test;

class QuestionLimitsTest {

    @Test
    void windowsTakeTheRoomThatTheQuestionLeaves() {
        QuestionLimits limits = new QuestionLimits(9, 3, 2, 9);

        assertThat(limits.windows(pieces(2), pieces(7)))
                .containsExactly(new Window(0, 4), new Window(2, 6), new Window(4, 7));
    }

    @Test
    void everyPieceIsInAWindowAtEveryLength() {
        QuestionLimits limits = new QuestionLimits(64, 8, 1000, 100);
        for (int length = 1; length <= 3000; length++) {
            int covered = 0;
            for (Window window : limits.windows(pieces(5), pieces(length))) {
                assertThat(window.from()).isLessThanOrEqualTo(covered);
                assertThat(window.length()).isBetween(1, 56);
                covered = window.to();
            }
            assertThat(covered).isEqualTo(length);
        }
    }

    @Test
    void aTextOfTooManyWindowsIsRefusedAndTheLongestIsNot() {
        QuestionLimits limits = new QuestionLimits(20, 7, 5, 3);

        assertThat(limits.windows(pieces(7), pieces(20))).hasSize(3);
        assertThatThrownBy(() -> limits.windows(pieces(7), pieces(21)))
                .isInstanceOf(TextRejectedException.class)
                .hasMessage(
                        "a text may take at most 3 windows of 10 pieces, found 21 pieces, which"
                                + " take 4");
    }

    @Test
    void aQuestionIsNeverCut() {
        assertThatThrownBy(() -> QuestionLimits.DEFAULT.windows(pieces(65), pieces(9)))
                .isInstanceOf(TextRejectedException.class)
                .hasMessage("a question may have at most 64 pieces, found 65");
        assertThatThrownBy(() -> QuestionLimits.DEFAULT.windows(pieces(0), pieces(9)))
                .hasMessage("a question must have words, found none");
    }

    @Test
    void aSmallEncodersLimitsFitIntoItsPositions() {
        assertThat(QuestionLimits.forEncoder(512)).isEqualTo(QuestionLimits.DEFAULT);
        assertThat(QuestionLimits.forEncoder(64)).isEqualTo(new QuestionLimits(64, 30, 30, 256));
    }

    private static Pieces pieces(int count) {
        return new Pieces(new int[count], new int[count], new int[count], new int[count]);
    }
}
