package io.github.flinkbert.flink.task.pairs;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.flink.task.labels.LabelSelection;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.pairs.LongPairs;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Labels or scores of each text with a second one: entailment, duplicates, how well a passage fits
 * a query. Needs a model that classifies texts, or, for the next sentence, one of Google's own
 * releases. A text without a second one is not asked.
 */
@PublicEvolving
public final class PairsTask {

    /** Of the text as the first and the other as the second. */
    public static final TaskKey<PairResult> KEY = TaskKey.named("pairs");

    /** What makes a pair of a text. */
    public static final InputField SECOND_TEXT =
            new InputField("secondText", "text_pair", "", "a second text");

    private PairsTask() {}

    /** Of the only model that classifies texts. */
    public static PairsRequest any() {
        return of(ModelChoice.named(""));
    }

    /** Of this adapter. */
    public static PairsRequest of(String adapter) {
        return of(ModelChoice.named(adapter));
    }

    /** Of the model that this chooses, as it was trained: the labels that hold. */
    public static PairsRequest of(ModelChoice choice) {
        return new PairsRequest(
                choice,
                null,
                ProblemType.AS_TRAINED,
                LongPairs.TRUNCATE,
                WindowJoin.MEAN,
                LabelSelection.HOLDING);
    }

    /** Whether the text goes on with the second one: {@code IsNext} or {@code NotNext}. */
    public static NextSentenceRequest nextSentence() {
        return new NextSentenceRequest(null, LabelSelection.HOLDING);
    }
}
