package io.github.flinkbert.task.pairs;

import io.github.flinkbert.checkpoint.Head;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.InferencePlan;
import io.github.flinkbert.task.TaskHead;
import io.github.flinkbert.task.TextContext;
import io.github.flinkbert.task.labels.ClassifyText;
import io.github.flinkbert.task.labels.LabelDecoder;
import io.github.flinkbert.task.labels.WindowJoin;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The labels or the score of two texts: entailment, duplicates, how well a passage fits a query.
 * The text that is asked is the first one.
 *
 * <p>Where the model does not say what its scores are, they are of one output its sigmoid, as
 * sentence-transformers' {@code CrossEncoder} takes it, and of several one label of many.
 *
 * @param model name of the adapter, or of the checkpoint's own head; empty for the only one there
 *     is: those of {@link ClassifyText#models}
 * @param second the second text
 * @param problemType as of {@link ClassifyText}
 * @param threshold as of {@link ClassifyText}; also of a single sigmoid
 * @param longPairs what becomes of two texts that do not fit the encoder
 * @param join how the windows of a long second text become one
 */
@PublicEvolving
public record ClassifyPair(
        String model,
        String second,
        ProblemType problemType,
        OptionalDouble threshold,
        LongPairs longPairs,
        WindowJoin join)
        implements Ask<PairLabels> {

    public ClassifyPair {
        ClassifyText.requireThreshold(threshold);
    }

    /** As it was trained, by the name of the adapter or of the checkpoint. */
    public ClassifyPair(String model, String second) {
        this(
                model,
                second,
                ProblemType.AS_TRAINED,
                OptionalDouble.empty(),
                LongPairs.TRUNCATE,
                WindowJoin.MEAN);
    }

    /** By the only model that classifies texts, as it was trained. */
    public ClassifyPair(String second) {
        this("", second);
    }

    @Override
    public InferencePlan<PairLabels> plan(TextContext text) {
        TaskHead<Head.TextClassification> head =
                text.model().heads().find(LabelDecoder.NEED, model);
        LabelDecoder decoder =
                LabelDecoder.of(head.head(), problemType, ProblemType.SINGLE_LABEL, threshold);
        PairInput pair = PairInput.of(text, second, longPairs);
        return new InferencePlan<>(
                pair.input(),
                List.of(head.scores()),
                scores ->
                        new PairLabels(
                                decoder.decode(join, pair.input().windows(), scores, head.scores()),
                                pair.truncated()));
    }

    @Override
    public long bytes(PairLabels result) {
        return result.labels().bytes();
    }
}
