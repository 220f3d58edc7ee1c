package io.github.flinkbert.training.labels;

import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.DevelopmentScorer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.annotation.Experimental;

/**
 * Scores of the field on development texts. A long text's outputs are the mean of its windows', by
 * tokens.
 */
@Experimental
public final class LabelDevelopment implements DevelopmentScorer {

    private final LabelExamples examples;
    private final List<LabelledText> texts;
    private final double threshold;
    private final Consumer<Confusion> confusions;
    private final List<List<Sequence>> sequences = new ArrayList<>();

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
        this.texts.forEach(text -> sequences.add(examples.sequences(text)));
    }

    @Override
    public String metric() {
        return LabelScores.summary(examples.objective().problem()).get(0);
    }

    @Override
    public Map<String, Double> score(Model model) {
        List<Matrix> scored = model.scores(sequences.stream().flatMap(List::stream).toList());
        List<LabelPrediction> predictions = new ArrayList<>();
        int next = 0;
        for (List<Sequence> windows : sequences) {
            double[] outputs = new double[examples.objective().labels().size()];
            long tokens = windows.stream().mapToLong(Sequence::length).sum();
            for (Sequence window : windows) {
                Matrix matrix = scored.get(next++);
                for (int i = 0; i < outputs.length; i++) {
                    outputs[i] += matrix.values()[i] * (double) window.length() / tokens;
                }
            }
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
