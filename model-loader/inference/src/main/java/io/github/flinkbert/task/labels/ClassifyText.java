package io.github.flinkbert.task.labels;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.EncodedInput;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TaskHead;
import io.github.flinkbert.task.TaskHeads;
import io.github.flinkbert.task.TextContext;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The labels of a text: sentiment, topic, intent.
 *
 * <p>Where the model does not say what its scores are, they are as Hugging Face's {@code
 * BertForSequenceClassification} takes them: of one output a regression, of several one label of
 * many. A text longer than the encoder is read in windows that overlap by a quarter ({@link
 * TextContext#overlapping()}), so that asks that read it likewise share the passes.
 *
 * @param model name of the adapter, or of the checkpoint's own head; empty for the only one there
 *     is
 * @param problemType what the scores are: one of many labels (softmax), any of many (sigmoid), a
 *     regression; {@code AS_TRAINED} as the model says
 * @param threshold what a label's sigmoid must reach for it to hold (where empty as trained, else
 *     {@link LabelDecoder#THRESHOLD}); only where any of many labels may hold
 * @param join how the windows of a long text become one
 */
@PublicEvolving
public record ClassifyText(
        String model, ProblemType problemType, OptionalDouble threshold, WindowJoin join)
        implements Ask<TextLabels> {

    public ClassifyText {
        requireThreshold(threshold);
    }

    /** As it was trained, by the name of the adapter or of the checkpoint. */
    public ClassifyText(String model) {
        this(model, ProblemType.AS_TRAINED, OptionalDouble.empty(), WindowJoin.MEAN);
    }

    /** By the only model that classifies texts, as it was trained. */
    public ClassifyText() {
        this("");
    }

    /**
     * @throws IllegalArgumentException if it is no probability
     */
    public static void requireThreshold(OptionalDouble threshold) {
        if (threshold.isPresent()
                && !(threshold.getAsDouble() >= 0 && threshold.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "a threshold is a probability, 0 to 1; found " + threshold.getAsDouble());
        }
    }

    @Override
    public InferencePlan<TextLabels> plan(TextContext text) {
        TaskHead<Head.TextClassification> head =
                text.model().heads().find(LabelDecoder.NEED, model);
        LabelDecoder decoder =
                LabelDecoder.of(head.head(), problemType, ProblemType.REGRESSION, threshold);
        EncodedInput input = text.overlapping();
        return new InferencePlan<>(
                input,
                List.of(head.scores()),
                scores -> decoder.decode(join, input.windows(), scores, head.scores()));
    }

    /** Names that {@link #model} can be. */
    public static List<String> models(TaskHeads heads) {
        return heads.names(Head.TextClassification.class);
    }

    @Override
    public long bytes(TextLabels result) {
        return result.bytes();
    }
}
