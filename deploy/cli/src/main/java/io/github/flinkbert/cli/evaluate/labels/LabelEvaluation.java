package io.github.flinkbert.cli.evaluate.labels;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.EvaluationTask.Source;
import io.github.flinkbert.cli.evaluate.ManyTexts;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.TextLabels;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.pairs.ClassifyPair;
import io.github.flinkbert.task.pairs.LongPairs;
import io.github.flinkbert.task.pairs.PairLabels;
import io.github.flinkbert.training.labels.LabelPrediction;
import io.github.flinkbert.training.labels.LabelScores;
import io.github.flinkbert.training.labels.LabelledText;
import io.github.flinkbert.training.labels.LabelledTextFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;

/**
 * Labels of texts, or of pairs of texts, on a file with gold labels, under scikit-learn's names and
 * as it computes them; scores of texts by SciPy's correlations.
 *
 * @param problem what a text has, and what the model's scores are taken for
 * @param head name of the task head; empty for the only one
 * @param threshold probability from which a text has a label, where it may have several
 */
@Internal
public record LabelEvaluation(
        List<LabelledText> texts, ProblemType problem, String head, OptionalDouble threshold)
        implements Evaluation {

    private static final String REFUSED = "refused";

    /** Of a file, or of a part of it. */
    static LabelEvaluation of(Source source, LabelColumnOptions columns) {
        LabelledTextFile file = columns.read(source.file(), source.format());
        ProblemType problem = columns.problem(file.several());
        return of(
                source.slice().of(source.file(), file.texts(problem, columns.names())),
                problem,
                source.head(),
                columns);
    }

    /** Of texts that were read already. */
    public static LabelEvaluation of(
            List<LabelledText> texts,
            ProblemType problem,
            String head,
            LabelColumnOptions columns) {
        return new LabelEvaluation(texts, problem, head, columns.threshold(problem));
    }

    @Override
    public String items() {
        return texts.stream().anyMatch(each -> each.second().isPresent())
                ? "pairs of texts"
                : "texts";
    }

    @Override
    public int size() {
        return texts.size();
    }

    @Override
    public List<String> overall() {
        return LabelScores.summary(problem);
    }

    @Override
    public Map<String, Object> run(Bert bert, LongConsumer progress) throws InterruptedException {
        List<Optional<TextLabels>> replies = ask(bert, new ManyTexts(bert, progress));
        List<LabelledText> gold = new ArrayList<>();
        List<LabelPrediction> found = new ArrayList<>();
        TreeSet<String> labels = new TreeSet<>();
        for (int i = 0; i < texts.size(); i++) {
            Optional<TextLabels> reply = replies.get(i);
            // Of several labels all count, also those that no text has.
            reply.ifPresent(said -> said.scores().forEach(each -> labels.add(each.label())));
            if (reply.isPresent() || problem != ProblemType.REGRESSION) {
                gold.add(texts.get(i));
                found.add(prediction(reply));
            }
        }
        Map<String, Object> scores = new LinkedHashMap<>();
        if (!gold.isEmpty()) {
            scores.putAll(LabelScores.of(problem, List.copyOf(labels), gold, found).toMap());
        }
        scores.put("total", texts.size());
        scores.put(REFUSED, ManyTexts.refused(replies));
        return scores;
    }

    private List<Optional<TextLabels>> ask(Bert bert, ManyTexts many) throws InterruptedException {
        if (texts.get(0).second().isEmpty()) {
            Ask<TextLabels> ask = new ClassifyText(head, problem, threshold, WindowJoin.MEAN);
            bert.requireFit(List.of(ask));
            return many.ask(texts, LabelledText::text, text -> ask);
        }
        List<Optional<PairLabels>> replies =
                many.ask(
                        texts,
                        LabelledText::text,
                        text ->
                                new ClassifyPair(
                                        head,
                                        text.second().orElseThrow(),
                                        problem,
                                        threshold,
                                        LongPairs.TRUNCATE,
                                        WindowJoin.MEAN));
        return replies.stream().map(reply -> reply.map(PairLabels::labels)).toList();
    }

    /** A text that was refused has no label. */
    private LabelPrediction prediction(Optional<TextLabels> reply) {
        return new LabelPrediction(
                problem == ProblemType.REGRESSION
                        ? List.of()
                        : reply.map(TextLabels::holding).orElse(List.of()).stream()
                                .map(LabelScore::label)
                                .toList(),
                reply.map(said -> said.best().score()).orElse(0.0));
    }
}
