package io.github.flinkbert.cli.inspect;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.ModelShape;
import io.github.flinkbert.encoder.OpThreads;
import io.github.flinkbert.engine.EngineSettings;
import io.github.flinkbert.engine.RowLadder;

/**
 * How much native memory a process needs for one model, for {@code
 * taskmanager.memory.task.off-heap.size}: the weights, what a batch computes on its way, and
 * TensorFlow itself. On the safe side: BERT-Base in bfloat16 was measured to need some 550 MiB.
 */
final class OffHeap {

    private static final int BYTES = 4;

    /** Of the widest results, those that are alive at the same time. */
    private static final int ALIVE = 4;

    /** Of a feed-forward layer, where the shape does not say it. */
    private static final long USUAL_WIDTH = 4;

    /** TensorFlow's library, its threads, and kernels that it keeps for each shape. */
    private static final long FIXED = 300L << 20;

    private static final long STEP = 50L << 20;

    private OffHeap() {}

    /**
     * @param weightBytes of all variables, in the number format that they are used in
     * @param cores of the process: each has a batch of a small model
     * @return MiB, a round number
     */
    static long mebibytes(ModelShape shape, long weightBytes, int cores) {
        int batches = OpThreads.isNarrow(shape.hiddenSize()) ? cores : 1;
        long tokens = EngineSettings.of(RowLadder.of(shape), batches).tokensAtOnce();
        long wide =
                shape instanceof BertConfig bert
                        ? bert.intermediateSize()
                        : USUAL_WIDTH * shape.hiddenSize();
        long dense = tokens * (4L * shape.hiddenSize() + wide);
        long attention = tokens * shape.maxPositions() * shape.heads();
        long bytes = FIXED + weightBytes + ALIVE * BYTES * (dense + attention);
        return ((bytes + STEP - 1) / STEP * STEP) >> 20;
    }
}
