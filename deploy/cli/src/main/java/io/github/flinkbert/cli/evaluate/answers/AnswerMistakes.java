package io.github.flinkbert.cli.evaluate.answers;

import io.github.flinkbert.cli.evaluate.Mistake;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.training.answers.AnswerComparison;
import io.github.flinkbert.training.answers.Question;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is wrong with an answer.
 *
 * @param comparison what says that two are equal
 */
record AnswerMistakes(AnswerComparison comparison) {

    private static final String NONE = "–";
    private static final int MOST_GOLD = 3;

    /** Empty where the answer is right. */
    Optional<Mistake> of(Question question, Answer answer) {
        String found = answer.text();
        List<String> gold =
                question.answers().stream().map(Question.Gold::text).distinct().toList();
        boolean right =
                gold.isEmpty()
                        ? found.isEmpty()
                        : gold.stream().anyMatch(each -> comparison.exact(each, found));
        return right
                ? Optional.empty()
                : Optional.of(
                        Mistake.of(
                                kind(gold, found),
                                answer.score(),
                                "question",
                                Mistake.beginning(question.question()),
                                "right",
                                gold.isEmpty()
                                        ? NONE
                                        : gold.stream()
                                                .limit(MOST_GOLD)
                                                .map(Mistake::beginning)
                                                .collect(Collectors.joining(" / ")),
                                "found",
                                found.isEmpty() ? NONE : Mistake.beginning(found),
                                "score",
                                "%.2f".formatted(answer.score())));
    }

    private String kind(List<String> gold, String found) {
        if (gold.isEmpty()) {
            return "answered, though the text has no answer";
        }
        if (found.isEmpty()) {
            return "not answered";
        }
        String told = comparison.normalize(found);
        List<String> right = gold.stream().map(comparison::normalize).toList();
        if (right.stream().anyMatch(told::contains)) {
            return "too long";
        }
        if (right.stream().anyMatch(each -> each.contains(told))) {
            return "too short";
        }
        return gold.stream().anyMatch(each -> comparison.f1(each, found) > 0)
                ? "overlaps"
                : "elsewhere in the text";
    }
}
