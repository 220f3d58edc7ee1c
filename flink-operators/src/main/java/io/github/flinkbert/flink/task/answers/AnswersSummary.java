package io.github.flinkbert.flink.task.answers;

import static io.github.flinkbert.flink.binding.Summary.more;
import static io.github.flinkbert.flink.binding.Summary.quoted;
import static io.github.flinkbert.flink.binding.Summary.score;

import io.github.flinkbert.flink.binding.Summary;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import java.util.List;
import java.util.stream.Collectors;

/** The first few questions, each with its best answer. */
final class AnswersSummary implements Summary<List<Answers>> {

    private static final int MOST = 4;

    @Override
    public String of(List<Answers> answers) {
        return "answers: "
                + (answers.isEmpty() ? "none" : some(answers) + more(answers.size(), MOST));
    }

    private static String some(List<Answers> answers) {
        return answers.stream()
                .limit(MOST)
                .map(each -> quoted(each.question()) + " " + best(each))
                .collect(Collectors.joining(", "));
    }

    private static String best(Answers answers) {
        if (answers.answers().isEmpty() || answers.answers().get(0).text().isEmpty()) {
            return "no answer";
        }
        Answer best = answers.answers().get(0);
        return quoted(best.text()) + " " + score(best.score());
    }

    @Override
    public String countOf(List<Answers> answers) {
        return "answers to " + answers.size();
    }
}
