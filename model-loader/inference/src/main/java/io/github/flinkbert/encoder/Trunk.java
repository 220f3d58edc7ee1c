package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The embedding layer and the transformer layers above it: from a packed batch to the hidden states
 * of each layer. A branch shares the lower hidden states and goes on with layers of its own.
 *
 * @param <T> number format of weights and products
 */
final class Trunk<T extends TNumber> {

    /** Added to the score of a token of another sequence; in Google's modeling.py, too. */
    private static final float MASKED = -10000f;

    private final Ops tf;
    private final BertConfig config;
    private final Kernels kernels;
    private final TransformerLayer transformer;
    private final Operand<T> mask;
    private final Operand<TInt32> split;
    private final Operand<TInt32> flat;
    private final Operand<T> words;
    private final List<Operand<T>> hidden = new ArrayList<>();
    private final List<Operand<T>> attention = new ArrayList<>();

    Trunk(
            Ops tf,
            BertConfig config,
            Kernels kernels,
            Class<T> type,
            Inputs inputs,
            Variables<T> variables) {
        this.tf = tf;
        this.config = config;
        this.kernels = kernels;
        transformer = new TransformerLayer(config, kernels);
        Operand<TInt32> shape = tf.shape(inputs.ids());
        split =
                tf.concat(
                        List.of(
                                shape,
                                tf.constant(new int[] {3, config.heads(), config.headSize()})),
                        tf.constant(0));
        flat = tf.constant(new int[] {-1, config.hiddenSize()});
        mask = blockDiagonalMask(tf, inputs, type);
        words = variables.get("bert/embeddings/word_embeddings");
        hidden.add(embed(inputs, variables));
        for (int layer = 0; layer < config.layers(); layer++) {
            TransformerLayer.Built<T> built = layer(variables, layer, hidden.get(layer));
            hidden.add(built.hidden());
            attention.add(built.attention());
        }
    }

    /** Hidden states of a layer: 0 is the embedding layer; [rows × length, hidden size]. */
    Operand<T> hidden(int layer) {
        return hidden.get(layer);
    }

    /**
     * Attention of each layer, the first transformer layer's first: [rows, heads, length, length].
     */
    List<Operand<T>> attention() {
        return attention;
    }

    /** The word embeddings, which are the kernel of the masked-word head, too. */
    Operand<T> words() {
        return words;
    }

    /**
     * The states of a branch that leaves the trunk at layer {@code from}: index 0 is the trunk's
     * own.
     */
    List<Operand<T>> branch(Variables<T> variables, int from) {
        List<Operand<T>> states = new ArrayList<>(hidden.subList(0, from + 1));
        for (int layer = from; layer < config.layers(); layer++) {
            states.add(layer(variables, layer, states.get(layer)).hidden());
        }
        return states;
    }

    private TransformerLayer.Built<T> layer(Variables<T> variables, int layer, Operand<T> below) {
        return transformer.build(
                tf.withSubScope("layer_" + layer), variables, layer, below, mask, split, flat);
    }

    /**
     * 0 where two tokens of a row belong to the same sequence, a great negative number elsewhere.
     */
    private static <T extends TNumber> Operand<T> blockDiagonalMask(
            Ops tf, Inputs inputs, Class<T> type) {
        Operand<?> same =
                tf.math.equal(
                        tf.expandDims(inputs.owners(), tf.constant(2)),
                        tf.expandDims(inputs.owners(), tf.constant(1)));
        Operand<TFloat32> keep = tf.dtypes.cast(same, TFloat32.class);
        Operand<TFloat32> added =
                tf.math.mul(tf.math.sub(tf.constant(1f), keep), tf.constant(MASKED));
        return tf.expandDims(tf.dtypes.cast(added, type), tf.constant(1));
    }

    private Operand<T> embed(Inputs inputs, Variables<T> variables) {
        String at = "bert/embeddings/";
        Operand<TFloat32> sum =
                RawOps.add(
                        tf,
                        RawOps.add(
                                tf,
                                looked(words, inputs.ids()),
                                looked(
                                        variables.get(at + "position_embeddings"),
                                        inputs.positions())),
                        looked(variables.get(at + "token_type_embeddings"), inputs.segments()));
        return kernels.layerNorm(
                tf,
                tf.reshape(tf.dtypes.cast(sum, words.type()), flat),
                variables.get(at + "LayerNorm/gamma"),
                variables.get(at + "LayerNorm/beta"),
                (float) config.layerNormEpsilon());
    }

    private Operand<TFloat32> looked(Operand<T> table, Operand<TInt32> ids) {
        return tf.dtypes.cast(tf.gather(table, ids, tf.constant(0)), TFloat32.class);
    }
}
