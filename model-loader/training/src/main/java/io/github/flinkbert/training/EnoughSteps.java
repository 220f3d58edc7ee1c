package io.github.flinkbert.training;

import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingSettings;
import java.util.List;
import org.apache.flink.annotation.Experimental;

/**
 * How many epochs a training needs where its user does not say. Few examples fill few batches: in
 * three epochs of one batch a model has hardly moved, and its warm-up is not over. Steps count, not
 * epochs (Mosbach et al. 2021, "On the Stability of Fine-tuning BERT", train small data for 20
 * epochs; Zhang et al. 2021, "Revisiting Few-sample BERT Fine-tuning").
 */
@Experimental
public final class EnoughSteps {

    /** Below it, more epochs are worth their time. */
    public static final int LEAST = 300;

    /**
     * Twelve sentences of WikiGold make one step an epoch; on a hundred others BERT-Base's F1 was
     * 0.03 after 1 step, 0.18 after 60, 0.30 after 100 and 0.34 after 200.
     */
    public static final int MOST_EPOCHS = 150;

    private EnoughSteps() {}

    /**
     * The epochs as set where they make {@link #LEAST} steps, else as many as do, {@link
     * #MOST_EPOCHS} at most. A function of data and settings alone: a training that is resumed has
     * the same.
     *
     * @param examples at least one
     * @param maxPositions the longest sequence that the encoder takes
     */
    public static <E extends Example> int epochs(
            Objective<E> objective, List<E> examples, TrainingSettings settings, int maxPositions) {
        int usual = settings.optimization().epochs();
        int perEpoch = stepsOfAnEpoch(objective, examples, settings, maxPositions);
        int wanted = (LEAST + perEpoch - 1) / perEpoch;
        return Math.max(usual, Math.min(wanted, MOST_EPOCHS));
    }

    private static <E extends Example> int stepsOfAnEpoch(
            Objective<E> objective, List<E> examples, TrainingSettings settings, int maxPositions) {
        Optimization optimization = settings.optimization();
        BatchShape shape =
                BatchShape.of(objective, examples, optimization.batchTokens(), maxPositions);
        int batches = shape.epoch(1, settings.seed()).runs().size();
        return (batches + optimization.accumulation() - 1) / optimization.accumulation();
    }
}
