package io.github.flinkbert.training.labels;

import io.github.flinkbert.checkpoint.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * What a model says of a text.
 *
 * @param labels that it has, in the head's order; of a score none
 * @param score where it is one; else 0
 */
@Experimental
public record LabelPrediction(List<String> labels, double score) {

    public LabelPrediction {
        labels = List.copyOf(labels);
    }

    /**
     * @param outputs the head's, one a label
     * @param threshold probability from which a text has a label, where it may have several
     */
    public static LabelPrediction of(
            ProblemType problem, List<String> labels, double[] outputs, double threshold) {
        return switch (problem) {
            case SINGLE_LABEL -> new LabelPrediction(List.of(labels.get(greatest(outputs))), 0);
            case MULTI_LABEL -> {
                List<String> found = new ArrayList<>();
                for (int i = 0; i < outputs.length; i++) {
                    if (1 / (1 + Math.exp(-outputs[i])) >= threshold) {
                        found.add(labels.get(i));
                    }
                }
                yield new LabelPrediction(found, 0);
            }
            default -> new LabelPrediction(List.of(), outputs[0]);
        };
    }

    private static int greatest(double[] outputs) {
        int best = 0;
        for (int i = 1; i < outputs.length; i++) {
            best = outputs[i] > outputs[best] ? i : best;
        }
        return best;
    }
}
