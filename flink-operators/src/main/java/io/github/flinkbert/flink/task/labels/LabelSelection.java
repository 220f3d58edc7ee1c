package io.github.flinkbert.flink.task.labels;

import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.labels.TextLabels;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalDouble;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * Which of a model's labels are given. Travels with the job.
 *
 * <p>Unless {@code top} is given, those that hold, and the label of a model with a single one
 * whether it holds or not, for its score. With {@code top} the best, whether they hold or not; with
 * {@code threshold} only labels that reach it are ever given.
 *
 * @param threshold what a label's sigmoid must reach for it to hold; null for what inference takes
 * @param top how many labels are given at most; null for as many as hold
 */
@PublicEvolving
public record LabelSelection(@Nullable Double threshold, @Nullable Integer top)
        implements Serializable {

    /** Those that hold. */
    public static final LabelSelection HOLDING = new LabelSelection(null, null);

    public LabelSelection {
        if (top != null && top < 1) {
            throw new IllegalArgumentException(
                    "of labels at least 1 must be asked for, found " + top);
        }
    }

    /** With another threshold. */
    public LabelSelection withThreshold(double probability) {
        return new LabelSelection(probability, top);
    }

    /** Of another number. */
    public LabelSelection withTop(int most) {
        return new LabelSelection(threshold, most);
    }

    /** As asks take it. */
    public OptionalDouble asked() {
        return threshold == null ? OptionalDouble.empty() : OptionalDouble.of(threshold);
    }

    /** Those of a result, best first. */
    public List<LabelScore> of(TextLabels labels) {
        boolean anyHow = threshold == null && (top != null || labels.scores().size() == 1);
        List<LabelScore> given = anyHow ? labels.scores() : labels.holding();
        return List.copyOf(top == null ? given : given.subList(0, Math.min(top, given.size())));
    }
}
