package io.github.flinkbert.flink.task.labels;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.flink.binding.ModelChoice;
import io.github.flinkbert.flink.binding.TaskKey;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.WindowJoin;
import io.github.flinkbert.task.labels.ZeroShot;
import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Labels of each text: sentiment, topic, intent. Needs a model that classifies texts: the
 * checkpoint's own head, or an adapter; for labels that are named in the asking one that was
 * trained on entailment.
 */
@PublicEvolving
public final class LabelsTask {

    /** Best first, as {@link LabelSelection} says; empty where none holds. */
    public static final TaskKey<List<LabelScore>> KEY = TaskKey.named("labels");

    private LabelsTask() {}

    /** Of the only model that classifies texts. */
    public static LabelsRequest any() {
        return of(ModelChoice.named(""));
    }

    /** Of this adapter. */
    public static LabelsRequest of(String adapter) {
        return of(ModelChoice.named(adapter));
    }

    /** Of the model that this chooses, as it was trained: the labels that hold. */
    public static LabelsRequest of(ModelChoice choice) {
        return new LabelsRequest(
                choice, ProblemType.AS_TRAINED, WindowJoin.MEAN, LabelSelection.HOLDING);
    }

    /** The one of these that fits best, by the only model that classifies texts. */
    public static ZeroShotRequest among(String... candidates) {
        return among(ModelChoice.named(""), List.of(candidates));
    }

    /** The one of these that fits best, by the model that this chooses. */
    public static ZeroShotRequest among(ModelChoice choice, List<String> candidates) {
        return new ZeroShotRequest(
                choice,
                candidates,
                ZeroShot.HYPOTHESIS,
                false,
                WindowJoin.MEAN,
                LabelSelection.HOLDING);
    }
}
