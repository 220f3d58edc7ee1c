package io.github.flinkbert.flink.task.answers;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.binding.TaskRequest;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Answers from each text. Needs a model that scores spans: the checkpoint's own head, or an
 * adapter. Asked of a text are its own questions, and the standing ones.
 */
@PublicEvolving
public final class AnswersTask {

    /** Question by question, a text's own first, each with its answers best first. */
    public static final TaskKey<List<Answers>> KEY = TaskKey.named("answers");

    /** What is asked of one text alone. */
    public static final InputField QUESTION = new InputField("question", "questions", "a question");

    private AnswersTask() {}

    /**
     * Of the only model that finds them, one answer to a question.
     *
     * @param standing questions that every text is asked, beside its own
     */
    public static TaskRequest any(String... standing) {
        return of(ModelChoice.named(""), standing);
    }

    /** Of the model that this chooses, one answer to a question. */
    public static TaskRequest of(ModelChoice choice, String... standing) {
        return of(
                choice,
                List.of(standing),
                1,
                AnswerQuestion.MAX_ANSWER_PIECES,
                OptionalDouble.empty());
    }

    /**
     * @param standing questions that every text is asked, beside its own
     * @param nBest how many answers a question gets
     * @param maxAnswerPieces longest answer, in WordPieces
     * @param nullThreshold as in {@link AnswerQuestion#nullThreshold}; empty for models that always
     *     answer
     */
    public static TaskRequest of(
            ModelChoice choice,
            List<String> standing,
            int nBest,
            int maxAnswerPieces,
            OptionalDouble nullThreshold) {
        return new AnswersRequest(
                choice,
                standing,
                nBest,
                maxAnswerPieces,
                nullThreshold.isPresent() ? nullThreshold.getAsDouble() : null);
    }
}
