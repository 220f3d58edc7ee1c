package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * One transformer layer (Vaswani et al. 2017, post-normalisation, as in Google's modeling.py):
 * packed self-attention, then the feed-forward network. Products are in the variables' format; what
 * goes from layer to layer is float32, and so is normalisation.
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
     * @param hidden hidden states [rows × length, hidden size], in float32
     * @param attention how much each token attends to each, [rows, heads, length, length]
     */
    record Built<T extends TNumber>(Operand<TFloat32> hidden, Operand<T> attention) {}

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
            Operand<TFloat32> x,
            Operand<T> mask,
            Operand<TInt32> shape,
            Operand<TInt32> flat) {
        String at = "bert/encoder/layer_" + layer + "/";
        Class<T> type = mask.type();
        List<Operand<T>> parts =
                queriesKeysValues(tf, variables, at, Casts.narrow(tf, x, type), shape);
        Operand<T> scores = kernels.attentionScores(tf, parts.get(0), parts.get(1), mask);
        Operand<T> weights = tf.nn.softmax(scores);
        Operand<T> context = AttentionHeads.join(tf, weights, parts.get(2), flat);
        Operand<TFloat32> attended =
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
                        Casts.narrow(tf, attended, type),
                        variables.get(at + "intermediate/dense/kernel"),
                        variables.get(at + "intermediate/dense/bias"),
                        config.activation());
        Operand<TFloat32> hidden =
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
        return AttentionHeads.split(tf, qkv, shape);
    }

    private Operand<TFloat32> normalized(
            Ops tf, Variables<?> variables, String at, Operand<TFloat32> x) {
        return kernels.layerNorm(
                tf,
                x,
                variables.wide(at + "gamma"),
                variables.wide(at + "beta"),
                (float) config.layerNormEpsilon());
    }
}
