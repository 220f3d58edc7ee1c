package io.github.flinkbert.training;

import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.packing.EpochBatches;
import io.github.flinkbert.training.packing.Packing;
import java.util.Arrays;
import java.util.List;

/**
 * The shape of a training's batches, from data and settings alone: a training that is resumed must
 * find the same.
 *
 * @param lengths of the examples in tokens
 * @param groups the examples that have one loss together, by epoch; none where any may share a
 *     batch
 */
@SuppressWarnings("ArrayRecordComponent") // made here, read only
record BatchShape(int rows, int rowLength, int[] lengths, Groups groups) {

    /** Rows are not shorter: longer ones take more of the short sequences without a gap. */
    private static final int SHORTEST_ROW = 128;

    /** As of {@link Objective#together}. */
    interface Groups {
        List<List<Integer>> of(long seed, int epoch);
    }

    /**
     * @param examples at least one
     * @param maxPositions the longest sequence that the encoder takes
     */
    static <E extends Example> BatchShape of(
            Objective<E> objective, List<E> examples, int batchTokens, int maxPositions) {
        int[] lengths = examples.stream().mapToInt(each -> each.sequence().length()).toArray();
        int rowLength =
                Math.max(
                        Math.min(SHORTEST_ROW, maxPositions),
                        Packing.rowLength(Arrays.stream(lengths).max().orElseThrow()));
        return new BatchShape(
                Math.max(1, batchTokens / rowLength),
                rowLength,
                lengths,
                (seed, epoch) -> objective.together(examples, seed, epoch));
    }

    /**
     * @param epoch from 1
     */
    EpochBatches epoch(int epoch, long seed) {
        List<List<Integer>> together = groups.of(seed, epoch);
        return together.isEmpty()
                ? EpochBatches.of(lengths, rows, rowLength, seed, epoch)
                : EpochBatches.together(together, lengths, rows, rowLength);
    }
}
