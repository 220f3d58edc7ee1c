package io.github.flinkbert.engine;

import io.github.flinkbert.checkpoint.ModelShape;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;

/**
 * The static shapes that rows come in, and what a shape costs.
 *
 * @param lengths row lengths in tokens, ascending; the last is the longest sequence that goes in
 * @param attentionShare cost of attention, per token of row length, as a share of the dense layers'
 * @param rowCounts how many rows a batch may have, ascending; beyond the last, as many as asked
 */
@Internal
public record RowLadder(List<Integer> lengths, double attentionShare, List<Integer> rowCounts) {

    /**
     * Attention's cost grows with heads × row length, the dense layers' with the square of the
     * width. Measured with rows of 128: 5.6 % of the dense layers' time on BERT-Base (12 heads, 768
     * wide), 24 % on a BERT of 12 heads, 384 wide; both give this factor.
     */
    private static final double ATTENTION_FACTOR = 22;

    /**
     * Numbers of rows: each shape costs TensorFlow kernels of its own to be made and kept, so a
     * batch that is not full is rounded up, by a fifth at most beyond four rows.
     */
    private static final List<Integer> ROWS =
            List.of(
                    1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 19, 22, 26, 31, 37, 44, 52, 62, 74, 88,
                    105, 128);

    /**
     * Where XLA compiles each shape, which takes seconds to a minute, shapes are few: XLA gives up
     * on a program of more than ten that are seldom run.
     */
    private static final List<Integer> COMPILED_ROWS = List.of(1, 8, 64);

    private static final int[] COMPILED_RUNGS = {32, 128, 512};

    private static final int[] RUNGS = {16, 32, 48, 64, 96, 128, 192, 256, 384, 512};

    public RowLadder {
        lengths = List.copyOf(lengths);
        rowCounts = List.copyOf(rowCounts);
        if (lengths.isEmpty()) {
            throw new IllegalArgumentException("a ladder needs at least one row length");
        }
    }

    /** With the default numbers of rows. */
    public RowLadder(List<Integer> lengths, double attentionShare) {
        this(lengths, attentionShare, ROWS);
    }

    /** The default rungs, up to the most tokens that the model has positions for. */
    public static RowLadder of(ModelShape shape) {
        return of(shape, shape.maxPositions());
    }

    /**
     * The default rungs.
     *
     * @param maxPositions the longest sequence to read
     */
    public static RowLadder of(ModelShape shape, int maxPositions) {
        return of(shape, maxPositions, RUNGS, ROWS);
    }

    /** Few shapes, for a device or a compiler that prepares for each. */
    static RowLadder compiled(ModelShape shape, int maxPositions) {
        return of(shape, maxPositions, COMPILED_RUNGS, COMPILED_ROWS);
    }

    private static RowLadder of(
            ModelShape shape, int maxPositions, int[] lengths, List<Integer> rowCounts) {
        int longest = lengths[lengths.length - 1];
        // Beyond what models of the usual length have, each rung is twice the one before.
        List<Integer> rungs =
                IntStream.concat(
                                IntStream.concat(
                                        IntStream.of(lengths).filter(rung -> rung < maxPositions),
                                        IntStream.iterate(
                                                2 * longest,
                                                rung -> rung < maxPositions,
                                                rung -> 2 * rung)),
                                IntStream.of(maxPositions))
                        .boxed()
                        .toList();
        double width = shape.hiddenSize();
        return new RowLadder(rungs, ATTENTION_FACTOR * shape.heads() / (width * width), rowCounts);
    }

    /** The longest sequence that fits. */
    public int longest() {
        return lengths.get(lengths.size() - 1);
    }

    /** The number of rows to run where so many are needed, and at most so many are wanted. */
    int rows(int needed, int most) {
        for (int rows : rowCounts) {
            if (rows >= needed) {
                return Math.min(rows, most);
            }
        }
        return most;
    }

    /** What a run of this shape costs, in units of one token's dense layers. */
    double cost(int rows, int length) {
        return rows * length * (1 + attentionShare * length);
    }
}
