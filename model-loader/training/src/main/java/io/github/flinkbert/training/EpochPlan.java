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
    private final int[] lastSteps;
    private final int accumulation;
    private final Schedule schedule;

    EpochPlan(BatchShape shape, TrainingSettings settings) {
        Optimization optimization = settings.optimization();
        accumulation = optimization.accumulation();
        lastSteps = new int[optimization.epochs() + 1];
        for (int epoch = 1; epoch <= optimization.epochs(); epoch++) {
            EpochBatches batches = shape.epoch(epoch, settings.seed());
            epochs.add(batches);
            int steps = (batches.runs().size() + accumulation - 1) / accumulation;
            lastSteps[epoch] = lastSteps[epoch - 1] + steps;
        }
        schedule = Schedule.of(optimization, lastSteps[optimization.epochs()]);
    }

    int epochs() {
        return epochs.size();
    }

    int steps() {
        return schedule.steps();
    }

    /** The last step of an epoch; 0 for epoch 0. */
    int lastStep(int epoch) {
        return lastSteps[epoch];
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
        int first = (step - 1 - lastSteps[epoch - 1]) * accumulation;
        return all.subList(first, Math.min(first + accumulation, all.size()));
    }
}
