package io.github.flinkbert.training.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import java.util.List;
import org.junit.jupiter.api.Test;

class NoAnswerOddsTest {

    @Test
    void oddsAreTheDifferenceOfTheScores() {
        float sum = (float) (Math.exp(3) + Math.exp(1) + Math.exp(4.5));
        Answers reply =
                new Answers(
                        "q",
                        List.of(
                                answer("a", (float) Math.exp(3) / sum),
                                answer("", (float) Math.exp(4.5) / sum),
                                answer("b", (float) Math.exp(1) / sum)));

        assertThat(NoAnswerOdds.of(reply).getAsDouble()).isCloseTo(1.5, within(1e-6));
    }

    @Test
    void withoutBothThereAreNoOdds() {
        assertThat(NoAnswerOdds.of(new Answers("q", List.of(answer("a", 1))))).isEmpty();
        assertThat(NoAnswerOdds.of(new Answers("q", List.of(answer("", 1))))).isEmpty();
    }

    private static Answer answer(String text, float score) {
        return new Answer(text, 0, text.length(), score);
    }
}
