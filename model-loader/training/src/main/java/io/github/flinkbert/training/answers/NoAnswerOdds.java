package io.github.flinkbert.training.answers;

import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.annotation.Experimental;

/**
 * How much the score of "no answer" exceeds the best span's: what {@code run_squad.py} writes to
 * {@code null_odds.json} and {@code evaluate-v2.0.py} seeks the best threshold among.
 */
@Experimental
public final class NoAnswerOdds {

    private NoAnswerOdds() {}

    /**
     * The difference of the two scores is the logarithm of the ratio of their probabilities, which
     * share one softmax.
     *
     * @param reply with all of its answers: ask for 21, the 20 best and "no answer"
     * @return empty where the reply lacks a span or "no answer"
     */
    public static OptionalDouble of(Answers reply) {
        List<Answer> answers = reply.answers();
        double span =
                answers.stream()
                        .filter(answer -> !answer.text().isEmpty())
                        .mapToDouble(Answer::score)
                        .max()
                        .orElse(Double.NaN);
        double none =
                answers.stream()
                        .filter(answer -> answer.text().isEmpty())
                        .mapToDouble(Answer::score)
                        .max()
                        .orElse(Double.NaN);
        // A float that has vanished still ranks last.
        double odds =
                Math.log(Math.max(none, Float.MIN_VALUE))
                        - Math.log(Math.max(span, Float.MIN_VALUE));
        return Double.isNaN(odds) ? OptionalDouble.empty() : OptionalDouble.of(odds);
    }
}
