package io.github.flinkbert.cli.evaluate.answers;

import io.github.flinkbert.Bert;
import io.github.flinkbert.cli.evaluate.DataFormat;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.EvaluationTask;
import io.github.flinkbert.cli.evaluate.FormatChoice;
import io.github.flinkbert.cli.evaluate.ManyTexts;
import io.github.flinkbert.cli.evaluate.Mistake;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.AnswerQuestion;
import io.github.flinkbert.task.answers.Answers;
import io.github.flinkbert.training.answers.AnswerComparison;
import io.github.flinkbert.training.answers.AnswerScores;
import io.github.flinkbert.training.answers.NoAnswerOdds;
import io.github.flinkbert.training.answers.Question;
import io.github.flinkbert.training.answers.SquadFile;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;

/**
 * Answers on a file of SQuAD's layout, scored as the file's own script does: {@code exact}, {@code
 * f1}, {@code total}, and for SQuAD 2.0 the same with and without answers and the best thresholds.
 *
 * @param unanswerable whether "no answer" is among the answers, as in SQuAD 2.0
 * @param ask asks a question with n-best and null threshold
 */
@Internal
public record AnswerEvaluation(
        List<Question> questions,
        boolean unanswerable,
        AnswerComparison comparison,
        Optional<Double> nullThreshold,
        Asking ask)
        implements Evaluation {

    /** The 20 best and "no answer": what the odds of no answer are told from. */
    private static final int BEST_AND_NONE = 21;

    /** What SQuAD 2.0's script begins the names of the parts' scores with. */
    private static final Map<String, String> OF_PARTS =
            new TreeMap<>(
                    Map.of(
                            "HasAns_", "questions with an answer",
                            "NoAns_", "questions without an answer"));

    /** Makes the ask for a question. */
    @FunctionalInterface
    public interface Asking {
        AnswerQuestion of(String question, int nBest, Optional<Double> nullThreshold);
    }

    /**
     * @param nullThreshold as the user says; on files with unanswerable questions 0 otherwise
     */
    public static AnswerEvaluation of(
            EvaluationTask.Source source, Optional<Double> nullThreshold, Asking ask) {
        Path file = source.file();
        FormatChoice format = source.format();
        DataFormat found = format.of(file, AnswerFormats.SQUAD, AnswerFormats.KORQUAD);
        SquadFile squad = SquadFile.read(file);
        boolean korean =
                found.equals(AnswerFormats.KORQUAD)
                        || (format.isAuto() && squad.version().contains("KorQuAD"));
        return new AnswerEvaluation(
                source.slice().of(file, squad.questions()),
                squad.unanswerable(),
                korean ? AnswerComparison.KORQUAD : AnswerComparison.SQUAD,
                squad.unanswerable() ? nullThreshold.or(() -> Optional.of(0.0)) : nullThreshold,
                ask);
    }

    @Override
    public Evaluation ofHead(String name) {
        return new AnswerEvaluation(
                questions,
                unanswerable,
                comparison,
                nullThreshold,
                (question, nBest, threshold) -> named(name, ask.of(question, nBest, threshold)));
    }

    private static AnswerQuestion named(String head, AnswerQuestion ask) {
        return new AnswerQuestion(
                head, ask.question(), ask.nBest(), ask.maxAnswerPieces(), ask.nullThreshold());
    }

    @Override
    public String items() {
        return "questions";
    }

    @Override
    public List<String> overall() {
        return List.of("f1", "exact");
    }

    @Override
    public int size() {
        return questions.size();
    }

    @Override
    public Map<String, Object> run(Bert bert, LongConsumer progress, Consumer<Mistake> mistakes)
            throws InterruptedException {
        int nBest = unanswerable ? BEST_AND_NONE : 1;
        bert.requireFit(List.of(ask.of("?", nBest, nullThreshold)));
        List<Optional<Answers>> replies =
                new ManyTexts(bert, progress)
                        .ask(
                                questions,
                                Question::context,
                                q -> ask.of(q.question(), nBest, nullThreshold));
        List<Question> numbered = Question.numbered(questions);
        AnswerMistakes wrong = new AnswerMistakes(comparison);
        Map<String, String> predictions = new HashMap<>();
        Map<String, Double> odds = new HashMap<>();
        for (int i = 0; i < questions.size(); i++) {
            Question question = numbered.get(i);
            String id = question.id();
            predictions.put(id, "");
            replies.get(i)
                    .ifPresent(
                            answers -> {
                                Answer best = answers.answers().get(0);
                                predictions.put(id, best.text());
                                wrong.of(question, best).ifPresent(mistakes);
                                NoAnswerOdds.of(answers).ifPresent(value -> odds.put(id, value));
                            });
        }
        Map<String, Object> scores =
                new LinkedHashMap<>(
                        unanswerable
                                ? AnswerScores.withNoAnswer(numbered, predictions, odds)
                                : AnswerScores.alwaysAnswered(numbered, predictions, comparison));
        scores.put("refused", ManyTexts.refused(replies));
        return scores;
    }

    @Override
    public Map<String, Map<String, Number>> parts(Map<String, Object> scores) {
        Map<String, Map<String, Number>> parts = new LinkedHashMap<>();
        OF_PARTS.forEach(
                (prefix, name) -> {
                    Map<String, Number> part = new LinkedHashMap<>();
                    for (String metric : List.of("f1", "exact", "total")) {
                        if (scores.get(prefix + metric) instanceof Number value) {
                            part.put(metric, value);
                        }
                    }
                    if (!part.isEmpty()) {
                        parts.put(name, part);
                    }
                });
        return parts;
    }
}
