package io.github.flinkbert.training;

import io.github.flinkbert.training.packing.EpochBatches;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.Schedule;
import io.github.flinkbert.training.setting.TrainingSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * All batches and steps of a training, from data and settings alone. Epochs and steps count from 1.
 */
final class EpochPlan {

    private final List<EpochBatches> epochs = new ArrayList<>();
    private final List<Integer> lastSteps = new ArrayList<>(List.of(0));
    private final int accumulation;
    private final Schedule schedule;

    EpochPlan(BatchShape shape, TrainingSettings settings) {
        Optimization optimization = settings.optimization();
        accumulation = optimization.accumulation();
        int limit = optimization.maxSteps().orElse(Integer.MAX_VALUE);
        int steps = 0;
        while (epochs.size() < optimization.epochs() && steps < limit) {
            EpochBatches batches = shape.epoch(epochs.size() + 1, settings.seed());
            epochs.add(batches);
            steps += (batches.runs().size() + accumulation - 1) / accumulation;
            steps = Math.min(steps, limit);
            lastSteps.add(steps);
        }
        schedule = Schedule.of(optimization, steps);
    }

    int epochs() {
        return epochs.size();
    }

    int steps() {
        return schedule.steps();
    }

    /** The last step of an epoch; 0 for epoch 0. */
    int lastStep(int epoch) {
        return lastSteps.get(epoch);
    }

    double learningRate(int step) {
        return schedule.rate(step);
    }

    EpochBatches batches(int epoch) {
        return epochs.get(epoch - 1);
    }

    /** The runs whose gradients make one step. */
    List<List<EpochBatches.Batch>> ofStep(int epoch, int step) {
        List<List<EpochBatches.Batch>> all = batches(epoch).runs();
        int first = (step - 1 - lastSteps.get(epoch - 1)) * accumulation;
        return all.subList(first, Math.min(first + accumulation, all.size()));
    }
}
