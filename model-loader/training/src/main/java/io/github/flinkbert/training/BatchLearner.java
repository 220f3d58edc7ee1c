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
     * @param loss of the run
     * @param tokens of the run, padding not counted
     */
    record Learnt(double loss, long tokens) {}

    /**
     * @param together the batches that have one loss
     * @param step from 1
     * @param run of the step, from 0
     */
    Learnt learn(
            int epoch, EpochBatches batches, List<EpochBatches.Batch> together, int step, int run) {
        long seed =
                settings.seed() * SPREAD
                        + (long) step * settings.optimization().accumulation()
                        + run;
        return learn(epoch, batches, together, seed);
    }

    /**
     * Seconds that a run takes on average once it is warm, by the first one's; what is learnt
     * meanwhile is forgotten.
     */
    double secondsOfARun(EpochBatches batches) {
        List<EpochBatches.Batch> first = batches.runs().get(0);
        learn(1, batches, first, 0);
        long begin = System.nanoTime();
        int measured = 0;
        do {
            learn(1, batches, first, 0);
            measured++;
        } while (measured < MEASURED && System.nanoTime() - begin < LONG_ENOUGH.toNanos());
        double seconds = (System.nanoTime() - begin) / 1e9 / measured;
        context.graph().forget();
        double usual = (double) rows(batches.batches()) / batches.runs().size();
        return seconds * usual / rows(first);
    }

    private static long rows(List<EpochBatches.Batch> batches) {
        return batches.stream().mapToLong(EpochBatches.Batch::rows).sum();
    }

    /**
     * @param seed of what is dropped out
     */
    private Learnt learn(
            int epoch, EpochBatches batches, List<EpochBatches.Batch> together, long seed) {
        List<PackedBatch> packed = new ArrayList<>();
        List<List<? extends Example>> right = new ArrayList<>();
        for (EpochBatches.Batch batch : together) {
            List<Example> drawn = drawn(batch, epoch);
            right.add(drawn);
            packed.add(batches.packed(batch, drawn.stream().map(Example::sequence).toList()));
        }
        double found = context.graph().learn(context.features()::of, packed, right, seed);
        return new Learnt(found, packed.stream().mapToLong(PackedBatch::tokens).sum());
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
