package io.github.flinkbert.training.answers;

import io.github.flinkbert.evaluation.EvaluationException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.apache.flink.annotation.Experimental;
import org.jspecify.annotations.Nullable;

/**
 * Exact match and F1 of predicted answers, as SQuAD's and KorQuAD's scripts count them.
 *
 * <p>Scores are percentages, under the scripts' own names.
 */
@Experimental
public final class AnswerScores {

    private AnswerScores() {}

    /**
     * {@code evaluate-v1.1.py}, or KorQuAD 1.0's script by its own comparison: each question counts
     * the best over its gold answers; a question without prediction counts nothing.
     *
     * @param predictions predicted text by question id
     * @return {@code exact}, {@code f1}, {@code total}
     */
    public static Map<String, Number> alwaysAnswered(
            List<Question> questions, Map<String, String> predictions, AnswerComparison by) {
        requireQuestions(questions);
        double exact = 0;
        double f1 = 0;
        for (Question question : questions) {
            String predicted = predictions.get(question.id());
            if (predicted == null) {
                continue;
            }
            exact += best(question.goldTexts(), gold -> by.exact(gold, predicted) ? 1 : 0);
            f1 += best(question.goldTexts(), gold -> by.f1(gold, predicted));
        }
        return means(exact, f1, questions.size());
    }

    /**
     * {@code evaluate-v2.0.py}: "no answer" is right where there is none and wrong elsewhere.
     *
     * @param predictions predicted text by question id, empty for "no answer"; for every question
     * @param noAnswer how strongly each question is thought to have no answer: a probability or, as
     *     in Google's {@code run_squad.py}, the difference of scores; empty map for none, and then
     *     the best thresholds are not searched for
     * @return {@code exact}, {@code f1}, {@code total}, the same behind {@code HasAns_} and {@code
     *     NoAns_} where there are such questions, and {@code best_exact}, {@code
     *     best_exact_thresh}, {@code best_f1}, {@code best_f1_thresh}
     */
    public static Map<String, Number> withNoAnswer(
            List<Question> questions,
            Map<String, String> predictions,
            Map<String, Double> noAnswer) {
        requireQuestions(questions);
        Map<String, Scored> scored = new LinkedHashMap<>();
        for (Question question : questions) {
            scored.put(question.id(), score(question, predictions.get(question.id())));
        }
        List<Scored> all = List.copyOf(scored.values());
        List<Scored> answerable = all.stream().filter(Scored::answerable).toList();
        List<Scored> unanswerable = all.stream().filter(one -> !one.answerable()).toList();
        Map<String, Number> scores = means(all);
        addBehind("HasAns_", answerable, scores);
        addBehind("NoAns_", unanswerable, scores);
        if (!noAnswer.isEmpty()) {
            BestThreshold exact = BestThreshold.find(scored, Scored::exact, noAnswer);
            BestThreshold f1 = BestThreshold.find(scored, Scored::f1, noAnswer);
            scores.put("best_exact", exact.score());
            scores.put("best_exact_thresh", exact.threshold());
            scores.put("best_f1", f1.score());
            scores.put("best_f1_thresh", f1.threshold());
        }
        return scores;
    }

    /** A question's scores, from 0 to 1. */
    record Scored(boolean answerable, boolean answered, double exact, double f1) {}

    private static Scored score(Question question, @Nullable String predicted) {
        if (predicted == null) {
            throw new EvaluationException(
                    "every question must have a prediction, found none for question "
                            + question.id());
        }
        AnswerComparison by = AnswerComparison.SQUAD;
        List<String> golds =
                question.goldTexts().stream()
                        .filter(gold -> !by.normalize(gold).isEmpty())
                        .toList();
        List<String> right = golds.isEmpty() ? List.of("") : golds;
        return new Scored(
                question.answerable(),
                !predicted.isEmpty(),
                best(right, gold -> by.exact(gold, predicted) ? 1 : 0),
                best(right, gold -> f1OrAgreement(gold, predicted)));
    }

    // Where one of the two says nothing, F1 is whether both do.
    private static double f1OrAgreement(String gold, String predicted) {
        AnswerComparison by = AnswerComparison.SQUAD;
        boolean noGold = by.normalize(gold).isEmpty();
        boolean noPredicted = by.normalize(predicted).isEmpty();
        return noGold || noPredicted ? (noGold && noPredicted ? 1 : 0) : by.f1(gold, predicted);
    }

    private static double best(List<String> golds, ToDoubleFunction<String> score) {
        return golds.stream().mapToDouble(score).max().orElse(0);
    }

    private static void addBehind(String prefix, List<Scored> scored, Map<String, Number> scores) {
        if (!scored.isEmpty()) {
            means(scored).forEach((name, value) -> scores.put(prefix + name, value));
        }
    }

    private static Map<String, Number> means(List<Scored> scored) {
        double exact = 0;
        double f1 = 0;
        for (Scored one : scored) {
            exact += one.exact();
            f1 += one.f1();
        }
        return means(exact, f1, scored.size());
    }

    private static Map<String, Number> means(double exact, double f1, int total) {
        Map<String, Number> scores = new LinkedHashMap<>();
        scores.put("exact", 100 * exact / total);
        scores.put("f1", 100 * f1 / total);
        scores.put("total", total);
        return scores;
    }

    private static void requireQuestions(List<Question> questions) {
        if (questions.isEmpty()) {
            throw new EvaluationException("there must be at least one question, found none");
        }
        Set<String> ids = new HashSet<>();
        for (Question question : questions) {
            if (!ids.add(question.id())) {
                throw new EvaluationException(
                        "each question must have an id of its own, found two with "
                                + question.id());
            }
        }
    }
}
