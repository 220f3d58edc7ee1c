package io.github.flinkbert.training.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.evaluation.EvaluationException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Expected values are what the official scripts printed for the same questions. */
class AnswerScoresTest {

    private static final List<Question> QUESTIONS =
            List.of(
                    question("several", "the Denver Broncos", "Broncos", "Denver Broncos team"),
                    question("part", "gold and silver"),
                    question("wrong", "1954", "in 1954"),
                    question("articles", "The", "an Apple"),
                    question("none1"),
                    question("none2"),
                    question("none3"),
                    question("missed", "Saint Bernadette Soubirous"));

    private static final Map<String, String> PREDICTIONS =
            Map.of(
                    "several", "Denver Broncos",
                    "part", "silver and some gold",
                    "wrong", "1955",
                    "articles", "apple",
                    "none1", "",
                    "none2", "guess",
                    "none3", "the",
                    "missed", "");

    @Test
    void agreesWithEvaluateV2() {
        Map<String, Double> noAnswer = new LinkedHashMap<>();
        noAnswer.put("several", -5.5);
        noAnswer.put("part", -1.25);
        noAnswer.put("wrong", 0.5);
        noAnswer.put("articles", -1.25);
        noAnswer.put("none1", 3.0);
        noAnswer.put("none2", -2.0);
        noAnswer.put("none3", 0.25);
        noAnswer.put("missed", 0.75);

        Map<String, Number> scores = AnswerScores.withNoAnswer(QUESTIONS, PREDICTIONS, noAnswer);

        assertThat(scores.keySet())
                .containsExactly(
                        "exact",
                        "f1",
                        "total",
                        "HasAns_exact",
                        "HasAns_f1",
                        "HasAns_total",
                        "NoAns_exact",
                        "NoAns_f1",
                        "NoAns_total",
                        "best_exact",
                        "best_exact_thresh",
                        "best_f1",
                        "best_f1_thresh");
        double[] expected = {
            50,
            60.71428571428572,
            8,
            40,
            57.142857142857146,
            5,
            66.66666666666667,
            66.66666666666667,
            3,
            50,
            -5.5,
            60.71428571428572,
            -1.25
        };
        assertThat(scores.values().stream().mapToDouble(Number::doubleValue).toArray())
                .containsExactly(expected, within(1e-10));
    }

    @Test
    void agreesWithEvaluateV1WhereAQuestionHasNoPrediction() {
        Map<String, String> predictions = new HashMap<>(PREDICTIONS);
        predictions.remove("missed");

        Map<String, Number> scores =
                AnswerScores.alwaysAnswered(answerable(), predictions, AnswerComparison.SQUAD);

        assertThat(scores.get("exact").doubleValue()).isCloseTo(40, within(1e-10));
        assertThat(scores.get("f1").doubleValue()).isCloseTo(57.142857142857146, within(1e-10));
        assertThat(scores.get("total")).isEqualTo(5);
    }

    @Test
    void agreesWithKorquadsScript() {
        Map<String, String> predictions = new HashMap<>(PREDICTIONS);
        predictions.remove("missed");
        predictions.put("wrong", "In 1954.");

        Map<String, Number> scores =
                AnswerScores.alwaysAnswered(answerable(), predictions, AnswerComparison.KORQUAD);

        assertThat(scores.get("exact").doubleValue()).isCloseTo(20, within(1e-10));
        assertThat(scores.get("f1").doubleValue()).isCloseTo(71.93103448275862, within(1e-10));
    }

    @Test
    void aMissingPredictionIsNamedWhereNoAnswerIsAnAnswer() {
        assertThatThrownBy(() -> AnswerScores.withNoAnswer(QUESTIONS, Map.of(), Map.of()))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(
                        "every question must have a prediction, found none for question several");
    }

    private static List<Question> answerable() {
        return QUESTIONS.stream().filter(Question::answerable).toList();
    }

    private static Question question(String id, String... golds) {
        return new Question(
                id, id + "?", "", Stream.of(golds).map(g -> new Question.Gold(g, -1)).toList());
    }
}
