package io.github.flinkbert.training.answers;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.answers.QuestionLimits;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Experimental;

/**
 * Questions with gold answers as pairs of sequences, as {@code convert_examples_to_features} of
 * Google's {@code run_squad.py} makes them, in the windows that the product asks in ({@link
 * QuestionLimits}). A window that does not hold the whole answer, or any window of a question that
 * has none (SQuAD 2.0), has {@code [CLS]} as its answer.
 */
@Experimental
public final class AnswerExamples {

    private final Tokenizer tokenizer;
    private final QuestionLimits limits;
    private final List<AnswerExample> examples = new ArrayList<>();
    private int leftOut;

    /**
     * @param maxPositions the longest sequence that the encoder takes
     */
    public AnswerExamples(Tokenizer tokenizer, int maxPositions) {
        this.tokenizer = tokenizer;
        this.limits = QuestionLimits.forEncoder(maxPositions);
    }

    /** The examples of all questions, in their order. */
    public static AnswerExamples of(
            List<Question> questions, Tokenizer tokenizer, int maxPositions) {
        AnswerExamples made = new AnswerExamples(tokenizer, maxPositions);
        questions.forEach(made::add);
        return made;
    }

    public List<AnswerExample> examples() {
        return List.copyOf(examples);
    }

    /**
     * How many questions are no example: too long, asked of too long a text, or with an answer that
     * is not in the text where the file says.
     */
    public int leftOut() {
        return leftOut;
    }

    private record Span(int first, int last) {}

    private void add(Question question) {
        Pieces asked = tokenizer.tokenize(question.question());
        Pieces text = tokenizer.tokenize(question.context());
        Optional<Span> span = span(question, text);
        if (question.answerable() && span.isEmpty()) {
            leftOut++;
            return;
        }
        List<Window> windows;
        try {
            windows = limits.windows(asked, text);
        } catch (TextRejectedException e) {
            leftOut++;
            return;
        }
        for (Window window : windows) {
            Sequence sequence =
                    Sequence.pair(
                            tokenizer.vocabulary(),
                            asked,
                            0,
                            asked.size(),
                            text,
                            window.from(),
                            window.to());
            int firstRow = sequence.secondSegmentAt() - window.from();
            examples.add(
                    span.filter(s -> s.first() >= window.from() && s.last() < window.to())
                            .map(
                                    s ->
                                            new AnswerExample(
                                                    sequence,
                                                    firstRow + s.first(),
                                                    firstRow + s.last()))
                            .orElseGet(() -> new AnswerExample(sequence, 0, 0)));
        }
    }

    /** The pieces of the first gold answer that is where the file says, or is there only once. */
    private static Optional<Span> span(Question question, Pieces text) {
        for (Question.Gold gold : question.answers()) {
            int start = gold.start() >= 0 ? gold.start() : onlyPlace(question.context(), gold);
            if (start >= 0) {
                Optional<Span> found = span(text, start, start + gold.text().length());
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static int onlyPlace(String context, Question.Gold gold) {
        int first = gold.text().isEmpty() ? -1 : context.indexOf(gold.text());
        return first == context.lastIndexOf(gold.text()) ? first : -1;
    }

    /** The pieces that have a code unit in common with a stretch of the text. */
    private static Optional<Span> span(Pieces text, int start, int end) {
        int first = -1;
        int last = -1;
        for (int piece = 0; piece < text.size() && text.start(piece) < end; piece++) {
            if (text.end(piece) > start) {
                first = first < 0 ? piece : first;
                last = piece;
            }
        }
        return first < 0 ? Optional.empty() : Optional.of(new Span(first, last));
    }
}
