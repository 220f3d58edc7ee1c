package io.github.flinkbert.task.answers;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.HeadNeed;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TaskHead;
import io.github.flinkbert.task.TaskHeads;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.text.Pieces;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The answer to a question, as a span of the text.
 *
 * @param model name of the adapter, or of the checkpoint's own head, that scores spans; empty for
 *     the only one there is
 * @param nBest how many answers, best first
 * @param maxAnswerPieces longest answer, in pieces (SQuAD's reference: 30)
 * @param nullThreshold answers nothing where the null score exceeds the best span's by more than
 *     this (SQuAD 2.0); empty for models that always answer
 */
@PublicEvolving
public record AnswerQuestion(
        String model, String question, int nBest, int maxAnswerPieces, OptionalDouble nullThreshold)
        implements Ask<Answers> {

    /** Longest answer of Google's {@code run_squad.py}, in pieces. */
    public static final int MAX_ANSWER_PIECES = 30;

    private static final HeadNeed<Head.SpanScores> NEED =
            new HeadNeed<>(
                    Head.SpanScores.class,
                    "scores spans, for answers",
                    "answers need a head for spans");

    /** Bytes of an answer beside its text. */
    private static final int ANSWER_BYTES = 80;

    /** The best answer of the only model that answers. */
    public AnswerQuestion(String question) {
        this("", question, 1, MAX_ANSWER_PIECES, OptionalDouble.empty());
    }

    @Override
    public InferencePlan<Answers> plan(TextContext text) {
        TaskHead<Head.SpanScores> head = text.model().heads().find(NEED, model);
        AnswerDecoder decoder = new AnswerDecoder(this);
        Pieces asked = text.model().tokenizer().tokenize(question);
        QuestionLimits limits =
                QuestionLimits.forEncoder(
                        text.model().maxPositions(),
                        text.model().tokenizer().vocabulary().layout());
        return new InferencePlan<>(
                text.behind(asked, limits.windows(asked, text.pieces())),
                List.of(head.scores()),
                scores ->
                        decoder.decode(text.text(), text.pieces(), scores.ofTokens(head.scores())));
    }

    /** Names that {@link #model} can be. */
    public static List<String> models(TaskHeads heads) {
        return heads.names(Head.SpanScores.class);
    }

    @Override
    public long bytes(Answers result) {
        return result.answers().stream()
                .mapToLong(answer -> ANSWER_BYTES + 2L * answer.text().length())
                .sum();
    }
}
