package io.github.flinkbert.encoder;

import java.util.List;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** From one product of all heads' queries, keys and values to the heads, and back. */
@Internal
public final class AttentionHeads {

    private AttentionHeads() {}

    /**
     * Queries, keys and values, each [rows, heads, length, head size].
     *
     * @param qkv [rows × length, 3 × hidden size]
     * @param shape [rows, length, 3, heads, head size]
     */
    public static <T extends TNumber> List<Operand<T>> split(
            Ops tf, Operand<T> qkv, Operand<TInt32> shape) {
        Operand<T> stacked =
                tf.linalg.transpose(tf.reshape(qkv, shape), tf.constant(new int[] {2, 0, 3, 1, 4}));
        // Along the first axis, where the parts share the whole's memory.
        return tf.unstack(stacked, 3L).output().stream().map(part -> (Operand<T>) part).toList();
    }

    /**
     * What each token takes of the others, of all heads: [rows × length, hidden size].
     *
     * @param weights how much each token attends to each, [rows, heads, length, length]
     * @param values [rows, heads, length, head size]
     * @param flat the shape that is wanted
     */
    public static <T extends TNumber> Operand<T> join(
            Ops tf, Operand<T> weights, Operand<T> values, Operand<TInt32> flat) {
        Operand<T> context = RawOps.batchMatMul(tf, weights, values, false);
        return tf.reshape(tf.linalg.transpose(context, tf.constant(new int[] {0, 2, 1, 3})), flat);
    }
}
