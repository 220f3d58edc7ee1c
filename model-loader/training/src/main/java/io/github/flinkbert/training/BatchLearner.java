package io.github.flinkbert.training;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.packing.EpochBatches;
import io.github.flinkbert.training.setting.TrainingSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Learns from batches of examples; the gradients add up until the optimizer makes a step. */
record BatchLearner<E extends Example>(
        TrainingContext context,
        Objective<E> objective,
        List<E> examples,
        TrainingSettings settings) {

    private static final int MEASURED = 3;
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(2);

    /** Keeps seeds that are made of several numbers apart. */
    private static final long SPREAD = 1_000_003;

    /**
     * @param loss of the batch
     * @param tokens of the batch, padding not counted
     */
    record Learnt(double loss, long tokens) {}

    /**
     * @param step from 1
     * @param run of the step, from 0
     */
    Learnt learn(int epoch, EpochBatches batches, EpochBatches.Batch batch, int step, int run) {
        long seed =
                settings.seed() * SPREAD
                        + (long) step * settings.optimization().accumulation()
                        + run;
        return learn(epoch, batches, batch, seed);
    }

    /** Seconds that a batch takes once it is warm; what is learnt meanwhile is forgotten. */
    double secondsOfABatch(EpochBatches batches) {
        EpochBatches.Batch batch = batches.batches().get(0);
        learn(1, batches, batch, 0);
        long begin = System.nanoTime();
        int measured = 0;
        do {
            learn(1, batches, batch, 0);
            measured++;
        } while (measured < MEASURED && System.nanoTime() - begin < LONG_ENOUGH.toNanos());
        double seconds = (System.nanoTime() - begin) / 1e9 / measured;
        context.graph().forget();
        return seconds;
    }

    /**
     * @param seed of what is dropped out
     */
    private Learnt learn(int epoch, EpochBatches batches, EpochBatches.Batch batch, long seed) {
        List<Example> right = drawn(batch, epoch);
        PackedBatch packed = batches.packed(batch, right.stream().map(Example::sequence).toList());
        double found = context.graph().learn(context.features()::of, packed, right, seed);
        return new Learnt(found, packed.tokens());
    }

    /** The batch's examples as they are in this epoch. */
    private List<Example> drawn(EpochBatches.Batch batch, int epoch) {
        List<Example> drawn = new ArrayList<>();
        for (int index : batch.examples()) {
            long seed = (settings.seed() * SPREAD + epoch) * SPREAD + index;
            drawn.add(
                    objective.drawn(examples.get(index), context.checkpoint().vocabulary(), seed));
        }
        return drawn;
    }
}
