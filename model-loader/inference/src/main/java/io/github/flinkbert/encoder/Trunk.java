package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
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
final class Trunk<T extends TNumber> implements TrunkGraph<T> {

    private final Ops tf;
    private final BertConfig config;
    private final Kernels kernels;
    private final TransformerLayer transformer;
    private final InputLayer input;
    private final Operand<T> mask;
    private final Operand<TInt32> split;
    private final Operand<TInt32> flat;
    private final Operand<T> words;
    private final List<Operand<TFloat32>> hidden = new ArrayList<>();
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
        input = new InputLayer(tf, inputs);
        split = input.split(config);
        flat = tf.constant(new int[] {-1, config.hiddenSize()});
        mask = input.blockDiagonalMask(type);
        words = variables.get("bert/embeddings/word_embeddings");
        hidden.add(embed(variables));
        for (int layer = 0; layer < config.layers(); layer++) {
            TransformerLayer.Built<T> built = layer(variables, layer, hidden.get(layer));
            hidden.add(built.hidden());
            attention.add(built.attention());
        }
    }

    @Override
    public Operand<TFloat32> hidden(int layer) {
        return hidden.get(layer);
    }

    @Override
    public List<Operand<T>> attention() {
        return attention;
    }

    @Override
    public Operand<T> words() {
        return words;
    }

    @Override
    public void load(Session session) {
        // all variables are the checkpoint's
    }

    /**
     * The states of a branch that leaves the trunk at layer {@code from}: index 0 is the trunk's
     * own.
     */
    List<Operand<TFloat32>> branch(Variables<T> variables, int from) {
        List<Operand<TFloat32>> states = new ArrayList<>(hidden.subList(0, from + 1));
        for (int layer = from; layer < config.layers(); layer++) {
            states.add(layer(variables, layer, states.get(layer)).hidden());
        }
        return states;
    }

    private TransformerLayer.Built<T> layer(
            Variables<T> variables, int layer, Operand<TFloat32> below) {
        return transformer.build(
                tf.withSubScope("layer_" + layer), variables, layer, below, mask, split, flat);
    }

    private Operand<TFloat32> embed(Variables<T> variables) {
        String at = "bert/embeddings/";
        Operand<TFloat32> sum =
                input.sum(
                        words,
                        variables.get(at + "position_embeddings"),
                        variables.get(at + "token_type_embeddings"));
        Operand<TInt32> width =
                config.projectsEmbeddings()
                        ? tf.constant(new int[] {-1, config.embeddingSize()})
                        : flat;
        Operand<TFloat32> normalized =
                kernels.layerNorm(
                        tf,
                        tf.reshape(sum, width),
                        variables.wide(at + "LayerNorm/gamma"),
                        variables.wide(at + "LayerNorm/beta"),
                        (float) config.layerNormEpsilon());
        return config.projectsEmbeddings()
                ? Casts.wide(
                        tf,
                        kernels.dense(
                                tf,
                                Casts.narrow(tf, normalized, words.type()),
                                variables.get("bert/embeddings_project/kernel"),
                                variables.get("bert/embeddings_project/bias")))
                : normalized;
    }
}
