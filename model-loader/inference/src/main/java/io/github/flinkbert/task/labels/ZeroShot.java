package io.github.flinkbert.task.labels;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.Softmax;
import io.github.flinkbert.task.TaskHead;
import io.github.flinkbert.task.TextContext;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Labels that are named in the asking, by a model that was trained on entailment: each label makes
 * a hypothesis, such as "This example is about sport.", and the model says whether the text entails
 * it. All hypotheses of a text go to the engine together.
 *
 * <p>Source: Hugging Face's {@code ZeroShotClassificationPipeline}. Where one label holds: softmax
 * over the entailment scores of all candidates. Where any number may hold, or there is a single
 * candidate: softmax over contradiction and entailment of each. Entailment is the output whose
 * label begins with "entail"; contradiction is the first output, or the last where the first is
 * entailment.
 *
 * <p>That pipeline cuts a text that is too long. Here it is read in windows that overlap by a
 * quarter, and the windows' scores are joined before the softmax.
 *
 * @param model name of the adapter, or of the checkpoint's own head; empty for the only one there
 *     is
 * @param labels the candidates, at least one, none of them twice
 * @param hypothesis a template in which the one {@code {}} stands for the label
 * @param multiLabel whether any number of the candidates may hold
 * @param threshold what a probability must reach for its label to hold ({@link
 *     LabelDecoder#THRESHOLD} where empty, for the model's own is of its own labels); only with
 *     {@code multiLabel}
 * @param join how the windows of a long text become one
 */
@PublicEvolving
public record ZeroShot(
        String model,
        List<String> labels,
        String hypothesis,
        boolean multiLabel,
        OptionalDouble threshold,
        WindowJoin join)
        implements Ask<TextLabels> {

    /** The pipeline's own template. */
    public static final String HYPOTHESIS = "This example is {}.";

    private static final String PLACE = "{}";
    private static final String ENTAILMENT = "entail";

    public ZeroShot {
        labels = List.copyOf(labels);
        ClassifyText.requireThreshold(threshold);
        if (threshold.isPresent() && !multiLabel) {
            throw new IllegalArgumentException(
                    "a threshold is for candidates of which any number may hold; found one of "
                            + threshold.getAsDouble()
                            + " where one holds");
        }
        if (labels.isEmpty()
                || labels.stream().anyMatch(String::isBlank)
                || Set.copyOf(labels).size() != labels.size()) {
            throw new IllegalArgumentException(
                    "candidate labels are different words, at least one; found " + labels);
        }
        int at = hypothesis.indexOf(PLACE);
        if (at < 0 || hypothesis.indexOf(PLACE, at + 1) >= 0) {
            throw new IllegalArgumentException(
                    "a hypothesis template has {} once, where the label goes; found \"%s\""
                            .formatted(hypothesis));
        }
    }

    /** One of these labels, by the only model there is, in the pipeline's own words. */
    public ZeroShot(List<String> labels) {
        this("", labels, HYPOTHESIS, false, OptionalDouble.empty(), WindowJoin.MEAN);
    }

    @Override
    public InferencePlan<TextLabels> plan(TextContext text) {
        TaskHead<Head.TextClassification> head =
                text.model().heads().find(LabelDecoder.NEED, model);
        List<String> outputs = head.head().labels();
        int entailment = entailment(head.name(), outputs);
        Hypotheses hypotheses =
                head.decoder(
                        Hypotheses.class,
                        new Hypotheses.Said(labels, hypothesis),
                        said -> Hypotheses.of(said, text.model()));
        Hypotheses.Laid laid = hypotheses.lay(text);
        return new InferencePlan<>(
                laid.input(),
                List.of(head.scores()),
                scores -> {
                    double[][] logits = new double[labels.size()][];
                    for (int i = 0; i < logits.length; i++) {
                        int first = i * laid.windows().size();
                        logits[i] = join.join(laid.windows(), scores, head.scores(), first);
                    }
                    return decode(logits, entailment);
                });
    }

    private static int entailment(String model, List<String> outputs) {
        for (int i = 0; i < outputs.size(); i++) {
            if (outputs.get(i).toLowerCase(Locale.ROOT).startsWith(ENTAILMENT)) {
                if (outputs.size() == 1) {
                    break;
                }
                return i;
            }
        }
        throw new IllegalArgumentException(
                ("labels that are named in the asking need a model of entailment: one of several"
                                + " labels that begins with \"%s\"; %s has %s")
                        .formatted(ENTAILMENT, model, outputs));
    }

    /**
     * @param logits of each candidate, one an output
     */
    TextLabels decode(double[][] logits, int entailment) {
        if (!multiLabel && labels.size() > 1) {
            double[] entailed = new double[logits.length];
            for (int i = 0; i < entailed.length; i++) {
                entailed[i] = logits[i][entailment];
            }
            return LabelDecoder.sorted(labels, Softmax.inPlace(entailed), 1);
        }
        double[] probabilities = new double[logits.length];
        for (int i = 0; i < probabilities.length; i++) {
            int contradiction = entailment == 0 ? logits[i].length - 1 : 0;
            double[] both = {logits[i][contradiction], logits[i][entailment]};
            probabilities[i] = Softmax.inPlace(both)[1];
        }
        return LabelDecoder.of(labels, ProblemType.MULTI_LABEL, threshold)
                .ofSigmoids(labels, probabilities);
    }

    @Override
    public long bytes(TextLabels result) {
        return result.bytes();
    }
}
