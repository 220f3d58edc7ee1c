package io.github.flinkbert.training.labels;

import io.github.flinkbert.task.labels.LabelDecoder;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.training.DevelopmentScorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.annotation.Experimental;

/**
 * Scores of the field on development texts. A long text's outputs are those of its windows, joined
 * as where nobody says otherwise in inference ({@link WindowJoin#MEAN}).
 */
@Experimental
public final class LabelDevelopment implements DevelopmentScorer {

    private final LabelExamples examples;
    private final List<LabelledText> texts;
    private final double threshold;
    private final Consumer<Confusion> confusions;
    private final List<LabelExamples.Input> inputs = new ArrayList<>();

    /**
     * @param examples how training texts are read: these are, too
     * @param threshold probability from which a text has a label, where it may have several
     * @param confusions told which labels were taken for which, after each scoring
     */
    public LabelDevelopment(
            LabelExamples examples,
            List<LabelledText> texts,
            double threshold,
            Consumer<Confusion> confusions) {
        this.examples = examples;
        this.texts = List.copyOf(texts);
        this.threshold = threshold;
        this.confusions = confusions;
        this.texts.forEach(text -> inputs.add(examples.input(text)));
    }

    @Override
    public String metric() {
        return LabelScores.summary(examples.objective().problem()).get(0);
    }

    @Override
    public Map<String, Double> score(Model model) {
        List<Matrix> scored =
                model.scores(inputs.stream().flatMap(each -> each.sequences().stream()).toList());
        List<LabelPrediction> predictions = new ArrayList<>();
        int next = 0;
        for (LabelExamples.Input input : inputs) {
            int end = next + input.windows().size();
            double[] outputs =
                    LabelDecoder.join(WindowJoin.MEAN, input.windows(), scored.subList(next, end));
            next = end;
            predictions.add(
                    LabelPrediction.of(
                            examples.objective().problem(),
                            examples.objective().labels(),
                            outputs,
                            threshold));
        }
        LabelScores scores =
                LabelScores.of(
                        examples.objective().problem(),
                        examples.objective().labels(),
                        texts,
                        predictions);
        scores.confusion().ifPresent(confusions);
        Map<String, Double> named = new LinkedHashMap<>();
        for (String name : LabelScores.summary(examples.objective().problem())) {
            named.put(name, scores.overall().get(name));
        }
        return named;
    }
}
