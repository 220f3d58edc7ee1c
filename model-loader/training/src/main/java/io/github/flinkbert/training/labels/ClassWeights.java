package io.github.flinkbert.training.labels;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.training.data.TrainingDataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;

/**
 * How much texts count in the loss by their labels.
 *
 * @param ofTexts by the one label of a text; labels left out count 1
 * @param positive for each of several labels, how much more a text counts that has it than one that
 *     has it not
 */
@Experimental
public record ClassWeights(Map<String, Double> ofTexts, List<Float> positive) {

    public ClassWeights {
        ofTexts = Map.copyOf(ofTexts);
        positive = List.copyOf(positive);
    }

    /**
     * The rarer a label, the more its texts count. One label a text: {@code n / (labels · n of the
     * label)}, as scikit-learn's {@code compute_class_weight("balanced")}; several: texts without
     * the label over texts with it, as PyTorch's documentation of {@code pos_weight} has it. A
     * label without texts counts 1.
     */
    public static ClassWeights balanced(
            ProblemType problem, List<String> labels, List<LabelledText> texts) {
        if (problem == ProblemType.REGRESSION) {
            throw new TrainingDataException("class weights are of labels, found scores");
        }
        Map<String, Integer> counts = new LinkedHashMap<>();
        texts.forEach(text -> text.labels().forEach(label -> counts.merge(label, 1, Integer::sum)));
        Map<String, Double> weights = new LinkedHashMap<>();
        for (String label : labels) {
            int count = counts.getOrDefault(label, 0);
            if (count > 0) {
                weights.put(
                        label,
                        problem == ProblemType.SINGLE_LABEL
                                ? (double) texts.size() / ((double) counts.size() * count)
                                : (double) (texts.size() - count) / count);
            }
        }
        return named(problem, labels, weights);
    }

    /**
     * @throws TrainingDataException if a label is not among those of the data, or there are scores
     *     instead of labels
     */
    public static ClassWeights named(
            ProblemType problem, List<String> labels, Map<String, Double> weights) {
        for (String label : weights.keySet()) {
            if (problem == ProblemType.REGRESSION || !labels.contains(label)) {
                throw new TrainingDataException(
                        "a weight is given for the label \"%s\", which the data does not have"
                                .formatted(label));
            }
        }
        if (problem == ProblemType.SINGLE_LABEL) {
            return new ClassWeights(weights, Collections.nCopies(labels.size(), 1f));
        }
        List<Float> positive = new ArrayList<>();
        labels.forEach(label -> positive.add(weights.getOrDefault(label, 1.0).floatValue()));
        return new ClassWeights(Map.of(), positive);
    }
}
