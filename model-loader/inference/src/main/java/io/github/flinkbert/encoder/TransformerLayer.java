package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * One transformer layer (Vaswani et al. 2017, post-normalisation, as in Google's modeling.py):
 * packed self-attention, then the feed-forward network.
 */
final class TransformerLayer {

    private final BertConfig config;
    private final Kernels kernels;

    TransformerLayer(BertConfig config, Kernels kernels) {
        this.config = config;
        this.kernels = kernels;
    }

    /**
     * What a layer computes.
     *
     * @param hidden hidden states [rows × length, hidden size]
     * @param attention how much each token attends to each, [rows, heads, length, length]
     */
    record Built<T extends TNumber>(Operand<T> hidden, Operand<T> attention) {}

    /**
     * @param x hidden states [rows × length, hidden size]
     * @param mask added to the attention scores, [rows, 1, length, length]
     * @param shape [rows, length, 3, heads, head size]
     * @param flat [rows × length, hidden size]
     */
    <T extends TNumber> Built<T> build(
            Ops tf,
            Variables<T> variables,
            int layer,
            Operand<T> x,
            Operand<T> mask,
            Operand<TInt32> shape,
            Operand<TInt32> flat) {
        String at = "bert/encoder/layer_" + layer + "/";
        List<Operand<T>> parts = queriesKeysValues(tf, variables, at, x, shape);
        Operand<T> scores = kernels.attentionScores(tf, parts.get(0), parts.get(1), mask);
        Operand<T> weights = tf.nn.softmax(scores);
        Operand<T> context = context(tf, weights, parts.get(2), flat);
        Operand<T> attended =
                normalized(
                        tf,
                        variables,
                        at + "attention/output/LayerNorm/",
                        kernels.denseAdd(
                                tf,
                                context,
                                variables.get(at + "attention/output/dense/kernel"),
                                variables.get(at + "attention/output/dense/bias"),
                                x));
        Operand<T> intermediate =
                kernels.denseActivated(
                        tf,
                        attended,
                        variables.get(at + "intermediate/dense/kernel"),
                        variables.get(at + "intermediate/dense/bias"),
                        config.activation());
        Operand<T> hidden =
                normalized(
                        tf,
                        variables,
                        at + "output/LayerNorm/",
                        kernels.denseAdd(
                                tf,
                                intermediate,
                                variables.get(at + "output/dense/kernel"),
                                variables.get(at + "output/dense/bias"),
                                attended));
        return new Built<>(hidden, weights);
    }

    /** Each [rows, heads, length, head size]. */
    private <T extends TNumber> List<Operand<T>> queriesKeysValues(
            Ops tf, Variables<T> variables, String at, Operand<T> x, Operand<TInt32> shape) {
        String self = at + "attention/self/";
        // One product in place of three; the scores' scale is folded into the queries once, at
        // load.
        float scale = (float) (1 / Math.sqrt(config.headSize()));
        Operand<T> qkv =
                kernels.dense(
                        tf,
                        x,
                        variables.concatenated(
                                self + "qkv/kernel",
                                List.of(
                                        self + "query/kernel",
                                        self + "key/kernel",
                                        self + "value/kernel"),
                                scale),
                        variables.concatenated(
                                self + "qkv/bias",
                                List.of(
                                        self + "query/bias",
                                        self + "key/bias",
                                        self + "value/bias"),
                                scale));
        return unstack(
                tf,
                tf.linalg.transpose(
                        tf.reshape(qkv, shape), tf.constant(new int[] {2, 0, 3, 1, 4})));
    }

    static <T extends TNumber> Operand<T> context(
            Ops tf, Operand<T> weights, Operand<T> values, Operand<TInt32> flat) {
        Operand<T> context = RawOps.batchMatMul(tf, weights, values, false);
        return tf.reshape(tf.linalg.transpose(context, tf.constant(new int[] {0, 2, 1, 3})), flat);
    }

    /** Along the first axis, where the parts share the whole's memory. */
    static <T extends TNumber> List<Operand<T>> unstack(Ops tf, Operand<T> stacked) {
        return tf.unstack(stacked, 3L).output().stream().map(part -> (Operand<T>) part).toList();
    }

    private <T extends TNumber> Operand<T> normalized(
            Ops tf, Variables<T> variables, String at, Operand<T> x) {
        return kernels.layerNorm(
                tf,
                x,
                variables.get(at + "gamma"),
                variables.get(at + "beta"),
                (float) config.layerNormEpsilon());
    }
}
