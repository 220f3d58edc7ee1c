package io.github.flinkbert.console.task.answers;

import io.github.flinkbert.console.task.PageTask;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.Trial;
import io.github.flinkbert.task.answers.AnswerQuestion;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.flink.annotation.Internal;

/** Answers of the stream, and to a question about a text that is tried. */
@Internal
public final class AnswersPageTask implements PageTask {

    private static final int BEST = 3;
    private static final int LONGEST = 30;

    @Override
    public Optional<RecordField<?>> field() {
        return Optional.of(new AnswersField());
    }

    /**
     * Shows {@code answers}, best first, and in {@code answerModels} the names of heads to choose
     * from.
     */
    @Override
    public void ask(Trial trial) {
        List<String> heads = AnswerQuestion.models(trial.bert().heads());
        trial.show("answerModels", heads);
        trial.show("answers", List.of());
        String question = trial.typed().field("question");
        if (question.isEmpty()) {
            return;
        }
        if (heads.isEmpty()) {
            trial.note("This model has no head for answers; an adapter brings one.");
            return;
        }
        trial.ask(
                new AnswerQuestion(
                        trial.chosen("answerModel", heads),
                        question,
                        BEST,
                        LONGEST,
                        OptionalDouble.empty()),
                found -> trial.show("answers", ShownAnswer.of(found)));
    }
}
