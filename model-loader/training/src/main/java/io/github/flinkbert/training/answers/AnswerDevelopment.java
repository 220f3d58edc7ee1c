package io.github.flinkbert.training.answers;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.failure.TextRejectedException;
import io.github.flinkbert.task.ScoredWindow;
import io.github.flinkbert.task.answers.AnswerDecoder;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.QuestionLimits;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Window;
import io.github.flinkbert.training.DevelopmentScorer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.apache.flink.annotation.Experimental;

/**
 * Exact match and F1 on development questions, in percent, windowed and decoded as the product
 * does. A question that the product would refuse counts as answered wrongly.
 */
@Experimental
public final class AnswerDevelopment implements DevelopmentScorer {

    private static final String F1 = "f1";

    /** Of SQuAD's reference. */
    private static final int MAX_ANSWER_PIECES = 30;

    /** A question's windows. */
    private record Asked(
            Question question, Pieces pieces, List<Window> windows, List<Sequence> sequences) {}

    private final List<Question> questions;
    private final boolean unanswerable;
    private final AnswerComparison comparison;
    private final List<Asked> asked = new ArrayList<>();
    private final List<Sequence> sequences = new ArrayList<>();

    /**
     * @param unanswerable whether "no answer" is among the answers, as in SQuAD 2.0
     */
    public AnswerDevelopment(
            List<Question> questions,
            boolean unanswerable,
            AnswerComparison comparison,
            Tokenizer tokenizer,
            int maxPositions) {
        this.questions = Question.numbered(questions);
        this.unanswerable = unanswerable;
        this.comparison = comparison;
        QuestionLimits limits = QuestionLimits.forEncoder(maxPositions);
        for (Question question : this.questions) {
            Pieces words = tokenizer.tokenize(question.question());
            Pieces text = tokenizer.tokenize(question.context());
            try {
                List<Window> windows = limits.windows(words, text);
                List<Sequence> pairs =
                        windows.stream()
                                .map(
                                        w ->
                                                Sequence.pair(
                                                        tokenizer.vocabulary(),
                                                        words,
                                                        0,
                                                        words.size(),
                                                        text,
                                                        w.from(),
                                                        w.to()))
                                .toList();
                asked.add(new Asked(question, text, windows, pairs));
                sequences.addAll(pairs);
            } catch (TextRejectedException e) {
                // Answered wrongly.
            }
        }
    }

    @Override
    public String metric() {
        return F1;
    }

    @Override
    public Map<String, Double> score(Model model) {
        List<Matrix> scores = model.scores(sequences);
        Map<String, String> predictions = new HashMap<>();
        questions.forEach(question -> predictions.put(question.id(), ""));
        int next = 0;
        for (Asked each : asked) {
            List<ScoredWindow> windows = new ArrayList<>();
            for (int i = 0; i < each.windows().size(); i++) {
                Window window = each.windows().get(i);
                int firstRow = each.sequences().get(i).secondSegmentAt();
                windows.add(
                        new ScoredWindow(window.from(), window.to(), firstRow, scores.get(next++)));
            }
            String answer =
                    decoder(each.question())
                            .decode(each.question().context(), each.pieces(), windows)
                            .answers()
                            .get(0)
                            .text();
            predictions.put(each.question().id(), answer);
        }
        Map<String, Number> all =
                unanswerable
                        ? AnswerScores.withNoAnswer(questions, predictions, Map.of())
                        : AnswerScores.alwaysAnswered(questions, predictions, comparison);
        Map<String, Double> named = new LinkedHashMap<>();
        for (String score : List.of(F1, "exact")) {
            named.put(score, requireNonNull(all.get(score), score).doubleValue());
        }
        return named;
    }

    private AnswerDecoder decoder(Question question) {
        return new AnswerDecoder(
                new AnswerQuestion(
                        "",
                        question.question(),
                        1,
                        MAX_ANSWER_PIECES,
                        unanswerable ? OptionalDouble.of(0) : OptionalDouble.empty()));
    }
}
