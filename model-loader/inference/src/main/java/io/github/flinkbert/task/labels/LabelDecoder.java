package io.github.flinkbert.task.labels;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.task.HeadNeed;
import io.github.flinkbert.task.Scores;
import io.github.flinkbert.task.Softmax;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Window;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/**
 * From scores (logits) to labels with probabilities. Immutable.
 *
 * <p>Source: {@code TextClassificationPipeline} of transformers: softmax where one of many labels
 * holds, a sigmoid each where any number does, and of a single output that is no regression.
 */
@Internal
public final class LabelDecoder {

    /** What classifies a text, or two. */
    public static final HeadNeed<Head.TextClassification> NEED =
            new HeadNeed<>(
                    Head.TextClassification.class,
                    "classifies texts",
                    "labels of a text need a head for whole texts");

    /** What a label must reach to hold where nobody says it. */
    public static final double THRESHOLD = 0.5;

    private final List<String> labels;
    private final ProblemType type;
    private final double threshold;

    private LabelDecoder(List<String> labels, ProblemType type, double threshold) {
        this.labels = labels;
        this.type = type;
        this.threshold = threshold;
    }

    /**
     * @param wanted what is asked, or {@code AS_TRAINED}
     * @param ofOneOutput what the score of a model with one output is that does not say it
     * @param threshold what a sigmoid must reach for its label to hold; where empty as trained,
     *     else {@link #THRESHOLD}
     * @throws IllegalArgumentException if there is a threshold, but no sigmoid
     */
    public static LabelDecoder of(
            Head.TextClassification head,
            ProblemType wanted,
            ProblemType ofOneOutput,
            OptionalDouble threshold) {
        boolean single = head.labels().size() == 1;
        ProblemType type =
                wanted != ProblemType.AS_TRAINED
                        ? wanted
                        : head.problemType()
                                .orElse(single ? ofOneOutput : ProblemType.SINGLE_LABEL);
        boolean trained = threshold.isEmpty() && hasSigmoid(head.labels(), type);
        return of(head.labels(), type, trained ? head.threshold() : threshold);
    }

    static LabelDecoder of(List<String> labels, ProblemType type, OptionalDouble threshold) {
        if (threshold.isPresent() && !hasSigmoid(labels, type)) {
            throw new IllegalArgumentException(
                    ("a threshold of %s is for labels of which any number holds (%s), but these"
                                    + " are %s")
                            .formatted(threshold.getAsDouble(), ProblemType.MULTI_LABEL, type));
        }
        return new LabelDecoder(labels, type, threshold.orElse(THRESHOLD));
    }

    private static boolean hasSigmoid(List<String> labels, ProblemType type) {
        return type == ProblemType.MULTI_LABEL
                || (type == ProblemType.SINGLE_LABEL && labels.size() == 1);
    }

    /**
     * A text's scores from its windows', for whoever has them from elsewhere: training has.
     *
     * @param windows all of the text's, at least one
     * @param scores [1, labels] of each window
     */
    public static double[] join(WindowJoin join, List<Window> windows, List<Matrix> scores) {
        return join.join(windows, scores);
    }

    /** What the scores are, never {@code AS_TRAINED}. */
    public ProblemType type() {
        return type;
    }

    /**
     * @param join how the windows' scores become the text's
     * @param windows all windows of the input
     */
    public TextLabels decode(WindowJoin join, List<Window> windows, Scores scores, Output output) {
        return decode(join.join(windows, scores, output));
    }

    /**
     * @param logits one a label
     * @throws IllegalArgumentException if there are more or fewer, or one is not finite
     */
    public TextLabels decode(double[] logits) {
        if (logits.length != labels.size()) {
            throw new IllegalArgumentException(
                    "expected scores of %d labels, found %d"
                            .formatted(labels.size(), logits.length));
        }
        for (double logit : logits) {
            if (!Double.isFinite(logit)) {
                throw new IllegalArgumentException(
                        "the model's scores must be finite numbers, found " + logit);
            }
        }
        if (hasSigmoid(labels, type)) {
            return ofSigmoids(
                    labels,
                    DoubleStream.of(logits).map(logit -> 1 / (1 + Math.exp(-logit))).toArray());
        }
        return switch (type) {
            case REGRESSION -> sorted(labels, logits, labels.size());
            default -> sorted(labels, Softmax.inPlace(logits.clone()), 1);
        };
    }

    /** Those hold that reach the threshold. */
    TextLabels ofSigmoids(List<String> names, double[] probabilities) {
        long held = DoubleStream.of(probabilities).filter(p -> p >= threshold).count();
        return sorted(names, probabilities, Math.toIntExact(held));
    }

    static TextLabels sorted(List<String> labels, double[] scores, int held) {
        List<LabelScore> sorted =
                IntStream.range(0, scores.length)
                        .mapToObj(i -> new LabelScore(labels.get(i), scores[i]))
                        .sorted(Comparator.comparingDouble(LabelScore::score).reversed())
                        .toList();
        return new TextLabels(sorted, held);
    }
}
