package io.github.flinkbert.training.model;

import io.github.flinkbert.encoder.RawOps;
import io.github.flinkbert.training.graph.SavedForBackward;
import io.github.flinkbert.training.graph.Wiring;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
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

    /**
     * All [rows, heads, length, ...], but for the last.
     *
     * @param weights after the softmax
     * @param joined what the heads say, [n, hidden size]
     */
    private record Forward<T extends TNumber>(
            Operand<T> queries,
            Operand<T> keys,
            Operand<T> values,
            Operand<T> weights,
            Operand<T> joined) {}

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
        Operand<T> masked =
                wiring.fused()
                        .one(
                                "masked",
                                List.of(scores, mask),
                                wiring.type(),
                                (ops, in) ->
                                        List.of(
                                                ops.math.add(
                                                        ops.math.mul(
                                                                in.get(0), ops.constant(scale)),
                                                        in.get(1))));
        // TensorFlow's own op: XLA sums along a row number by number.
        Shape shape = Shape.of(-1, wiring.config().heads(), -1, -1);
        Operand<T> weights = tf.nn.softmax(tf.ensureShape(masked, shape));
        Operand<T> joined = join(RawOps.batchMatMul(tf, weights, values, false));
        saved.save(new Forward<>(queries, keys, values, weights, joined));
        return joined;
    }

    Back<T> backward(Operand<T> dJoined) {
        Ops tf = wiring.tf();
        Forward<T> forward = saved.get();
        Operand<T> context = split(dJoined);
        Operand<T> dWeights = RawOps.batchMatMul(tf, context, forward.values(), true);
        Operand<T> dScores =
                wiring.fused()
                        .one(
                                "softmaxBack",
                                List.of(forward.weights(), dWeights, along(forward, dJoined)),
                                wiring.type(),
                                (ops, in) ->
                                        List.of(
                                                ops.math.mul(
                                                        ops.math.mul(
                                                                in.get(0), ops.constant(scale)),
                                                        ops.math.sub(in.get(1), in.get(2)))));
        return new Back<>(
                join(RawOps.batchMatMul(tf, dScores, forward.keys(), false)),
                join(RawOps.batchMatMul(tf, dScores, true, forward.queries(), false)),
                join(RawOps.batchMatMul(tf, forward.weights(), true, context, false)));
    }

    /**
     * What softmax's backward pass takes off: the sum over a token's weights, each times its
     * gradient. It equals the product of what the head says with that one's gradient, and so needs
     * a sum over the head's size in place of the row's length (Dao et al. 2022, FlashAttention,
     * appendix B.2).
     *
     * @return [rows, heads, length, 1]
     */
    private Operand<TFloat32> along(Forward<T> forward, Operand<T> dJoined) {
        Ops tf = wiring.tf();
        Operand<TFloat32> products =
                wiring.fused()
                        .one(
                                "product",
                                List.of(forward.joined(), dJoined),
                                TFloat32.class,
                                (ops, in) -> List.of(ops.math.mul(in.get(0), in.get(1))));
        Operand<TFloat32> sums =
                tf.reduceSum(tf.reshape(products, wiring.headShape()), tf.constant(-1));
        return tf.expandDims(
                tf.linalg.transpose(sums, tf.constant(new int[] {0, 2, 1})), tf.constant(-1));
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
