package io.github.flinkbert.training.answers;

import io.github.flinkbert.training.answers.AnswerScores.Scored;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The null threshold at which a model would score best: {@code find_best_thresh} of {@code
 * evaluate-v2.0.py}. It is found on the very data that it is scored on, so it says what the model
 * could reach, not what it does.
 *
 * @param score the score there, a percentage
 */
record BestThreshold(double score, double threshold) {

    static BestThreshold find(
            Map<String, Scored> scored,
            ToDoubleFunction<Scored> score,
            Map<String, Double> noAnswer) {
        double current = scored.values().stream().filter(one -> !one.answerable()).count();
        double best = current;
        double threshold = 0;
        List<Map.Entry<String, Double>> surestFirst =
                noAnswer.entrySet().stream()
                        .sorted(Comparator.comparing(Map.Entry::getValue))
                        .toList();
        for (Map.Entry<String, Double> question : surestFirst) {
            Scored one = scored.get(question.getKey());
            if (one == null) {
                continue;
            }
            if (one.answerable()) {
                current += score.applyAsDouble(one);
            } else {
                current -= one.answered() ? 1 : 0;
            }
            if (current > best) {
                best = current;
                threshold = question.getValue();
            }
        }
        return new BestThreshold(100 * best / scored.size(), threshold);
    }
}
