package io.github.flinkbert.cli.evaluate.labels;

import io.github.flinkbert.Bert;
import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.cli.evaluate.Evaluation;
import io.github.flinkbert.cli.evaluate.EvaluationTask.Source;
import io.github.flinkbert.cli.evaluate.ManyTexts;
import io.github.flinkbert.cli.evaluate.Mistake;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.LabelDecoder;
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
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.annotation.Internal;

/**
 * Labels of texts, or of pairs of texts, on a file with gold labels, under scikit-learn's names and
 * as it computes them; scores of texts by SciPy's correlations.
 *
 * <p>The scores are what the model says that they are: a cross-encoder's are its maker's. A head
 * that gives something else than the texts have is refused.
 *
 * @param problem what a text has
 * @param said whether the user said so: then it is also what a head gives whose files do not say it
 * @param head name of the task head; empty for the only one
 * @param threshold probability from which a text has a label, where it may have several
 */
@Internal
public record LabelEvaluation(
        List<LabelledText> texts,
        ProblemType problem,
        boolean said,
        String head,
        OptionalDouble threshold)
        implements Evaluation {

    private static final String REFUSED = "refused";
    private static final String UNKNOWN = "unknown_labels";

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
        return new LabelEvaluation(
                texts, problem, columns.saysProblem(), head, columns.threshold(problem));
    }

    @Override
    public Evaluation ofHead(String name) {
        return new LabelEvaluation(texts, problem, said, name, threshold);
    }

    @Override
    public String items() {
        return pairs() ? "pairs of texts" : "texts";
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
    public Map<String, Object> run(Bert bert, LongConsumer progress, Consumer<Mistake> mistakes)
            throws InterruptedException {
        Head.TextClassification trained = bert.heads().find(LabelDecoder.NEED, head).head();
        HeadFit fit = new HeadFit(trained, pairs());
        ProblemType asked = fit.asked(problem, said);
        List<String> unknown = fit.unknown(problem, texts);
        List<Optional<TextLabels>> replies = ask(bert, asked, new ManyTexts(bert, progress));
        List<LabelledText> gold = new ArrayList<>();
        List<LabelPrediction> found = new ArrayList<>();
        TreeSet<String> labels = new TreeSet<>();
        for (int i = 0; i < texts.size(); i++) {
            int place = i;
            Optional<TextLabels> reply = replies.get(i);
            // Of several labels all count, also those that no text has.
            reply.ifPresent(said -> said.scores().forEach(each -> labels.add(each.label())));
            reply.flatMap(said -> new LabelMistakes(problem, texts.get(place)).of(said))
                    .ifPresent(mistakes);
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
        if (!unknown.isEmpty()) {
            scores.put(UNKNOWN, unknown);
        }
        return scores;
    }

    @Override
    public Map<String, Map<String, Number>> parts(Map<String, Object> scores) {
        return Evaluation.partsUnder("labels", scores);
    }

    @Override
    public List<String> remarks(Map<String, Object> scores) {
        return scores.get(UNKNOWN) instanceof List<?> unknown
                ? List.of(
                        "The model does not have all labels of the data, so these count as missed: "
                                + unknown)
                : List.of();
    }

    private boolean pairs() {
        return texts.get(0).second().isPresent();
    }

    private List<Optional<TextLabels>> ask(Bert bert, ProblemType asked, ManyTexts many)
            throws InterruptedException {
        if (!pairs()) {
            Ask<TextLabels> ask = new ClassifyText(head, asked, threshold, WindowJoin.MEAN);
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
                                        asked,
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
