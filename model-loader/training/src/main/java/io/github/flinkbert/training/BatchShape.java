package io.github.flinkbert.training;

import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.packing.EpochBatches;
import io.github.flinkbert.training.packing.Packing;
import java.util.Arrays;
import java.util.List;

/**
 * The one shape of all of a training's batches, from data and settings alone: a training that is
 * resumed must find the same.
 *
 * @param lengths of the examples in tokens
 */
@SuppressWarnings("ArrayRecordComponent") // made here, read only
record BatchShape(int rows, int rowLength, int[] lengths) {

    /** Rows are not shorter: longer ones take more of the short sequences without a gap. */
    private static final int SHORTEST_ROW = 128;

    /**
     * @param examples at least one
     * @param maxPositions the longest sequence that the encoder takes
     */
    static BatchShape of(List<? extends Example> examples, int batchTokens, int maxPositions) {
        int[] lengths = examples.stream().mapToInt(each -> each.sequence().length()).toArray();
        int rowLength =
                Math.max(
                        Math.min(SHORTEST_ROW, maxPositions),
                        Packing.rowLength(Arrays.stream(lengths).max().orElseThrow()));
        return new BatchShape(Math.max(1, batchTokens / rowLength), rowLength, lengths);
    }

    /**
     * @param epoch from 1
     */
    EpochBatches epoch(int epoch, long seed) {
        return EpochBatches.of(lengths, rows, rowLength, seed, epoch);
    }
}
