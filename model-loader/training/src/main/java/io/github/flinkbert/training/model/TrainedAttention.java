package io.github.flinkbert.training.model;

import io.github.flinkbert.encoder.RawOps;
import io.github.flinkbert.training.graph.SavedForBackward;
import io.github.flinkbert.training.graph.Wiring;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Scaled dot-product attention of several heads (Vaswani et al. 2017) within packed rows, and its
 * backward pass.
 */
final class TrainedAttention<T extends TNumber> {

    private final Wiring<T> wiring;
    private final Operand<TFloat32> mask;
    private final float scale;
    private final SavedForBackward<Forward<T>> saved = new SavedForBackward<>();

    /** All [rows, heads, length, ...]; the weights after the softmax. */
    private record Forward<T extends TNumber>(
            Operand<T> queries, Operand<T> keys, Operand<T> values, Operand<T> weights) {}

    /** Gradients of a layer's queries, keys and values, each [n, hidden size]. */
    record Back<T extends TNumber>(Operand<T> queries, Operand<T> keys, Operand<T> values) {}

    /**
     * @param mask added to the scores, [rows, 1, length, length]
     */
    TrainedAttention(Wiring<T> wiring, Operand<TFloat32> mask) {
        this.wiring = wiring;
        this.mask = mask;
        scale = (float) (1 / Math.sqrt(wiring.config().headSize()));
    }

    /** All [n, hidden size]. */
    Operand<T> forward(Operand<T> q, Operand<T> k, Operand<T> v) {
        Ops tf = wiring.tf();
        Operand<T> queries = split(q);
        Operand<T> keys = split(k);
        Operand<T> values = split(v);
        Operand<T> scores = RawOps.batchMatMul(tf, queries, keys, true);
        Operand<T> weights =
                wiring.fused()
                        .one(
                                "softmax",
                                List.of(scores, mask),
                                wiring.type(),
                                (ops, in) ->
                                        List.of(
                                                softmax(
                                                        ops,
                                                        ops.math.add(
                                                                ops.math.mul(
                                                                        in.get(0),
                                                                        ops.constant(scale)),
                                                                in.get(1)))));
        saved.save(new Forward<>(queries, keys, values, weights));
        return join(RawOps.batchMatMul(tf, weights, values, false));
    }

    Back<T> backward(Operand<T> joined) {
        Ops tf = wiring.tf();
        Forward<T> forward = saved.get();
        Operand<T> context = split(joined);
        Operand<T> dWeights = RawOps.batchMatMul(tf, context, forward.values(), true);
        Operand<T> dScores =
                wiring.fused()
                        .one(
                                "softmaxBack",
                                List.of(forward.weights(), dWeights),
                                wiring.type(),
                                (ops, in) ->
                                        List.of(softmaxBack(ops, in.get(0), in.get(1), scale)));
        return new Back<>(
                join(RawOps.batchMatMul(tf, dScores, forward.keys(), false)),
                join(RawOps.batchMatMul(tf, dScores, true, forward.queries(), false)),
                join(RawOps.batchMatMul(tf, forward.weights(), true, context, false)));
    }

    private static Operand<TFloat32> softmax(Ops tf, Operand<TFloat32> x) {
        Operand<TInt32> last = tf.constant(-1);
        Operand<TFloat32> exp =
                tf.math.exp(tf.math.sub(x, tf.reduceMax(x, last, ReduceMax.keepDims(true))));
        return tf.math.div(exp, tf.reduceSum(exp, last, ReduceSum.keepDims(true)));
    }

    private static Operand<TFloat32> softmaxBack(
            Ops tf, Operand<TFloat32> y, Operand<TFloat32> dy, float scale) {
        Operand<TFloat32> product = tf.math.mul(y, dy);
        Operand<TFloat32> sum = tf.reduceSum(product, tf.constant(-1), ReduceSum.keepDims(true));
        return tf.math.mul(tf.constant(scale), tf.math.sub(product, tf.math.mul(y, sum)));
    }

    private Operand<T> split(Operand<T> flat) {
        return swap(wiring.tf().reshape(flat, wiring.headShape()));
    }

    private Operand<T> join(Operand<T> heads) {
        return wiring.tf()
                .reshape(
                        swap(heads),
                        wiring.tf().constant(new int[] {-1, wiring.config().hiddenSize()}));
    }

    private Operand<T> swap(Operand<T> x) {
        return wiring.tf().linalg.transpose(x, wiring.tf().constant(new int[] {0, 2, 1, 3}));
    }
}
