package io.github.flinkbert.family.gpt;

import io.github.flinkbert.encoder.AttentionHeads;
import io.github.flinkbert.encoder.Casts;
import io.github.flinkbert.encoder.GraphMaker;
import io.github.flinkbert.encoder.InputLayer;
import io.github.flinkbert.encoder.Kernels;
import io.github.flinkbert.encoder.Variables;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The embeddings and the layers above them: from a packed batch to the hidden states of each layer.
 * A token attends to itself and to those before it in its sequence. Products are in the variables'
 * format; what goes from layer to layer is float32, and so is normalisation.
 *
 * <p>Source: {@code model.py} of openai/gpt-2, {@code train.py} of openai/finetune-transformer-lm.
 *
 * @param <T> number format of weights and products
 */
final class GptLayers<T extends TNumber> {

    /** Added to what must not be seen; in half precision, whose greatest number is 65504, less. */
    private static final float MASKED = -1e9f;

    private static final float MASKED_IN_HALF = -60000f;

    private final GptConfig config;
    private final Kernels kernels;
    private final Class<T> type;
    private final Variables<T> variables;
    private final Operand<T> words;
    private final Operand<TInt32> split;
    private final Operand<TInt32> flat;
    private final Operand<T> mask;
    private final Operand<TFloat32> wideMask;
    private final List<Operand<TFloat32>> hidden = new ArrayList<>();
    private final List<Operand<TFloat32>> attention = new ArrayList<>();

    GptLayers(GraphMaker.Parts<T> parts, GptConfig config, Variables<T> variables) {
        this.config = config;
        this.kernels = parts.kernels();
        this.type = parts.type();
        this.variables = variables;
        Ops tf = parts.layers();
        InputLayer input = new InputLayer(tf, parts.inputs());
        split = input.split(config.heads(), config.headSize());
        flat = tf.constant(new int[] {-1, config.hiddenSize()});
        mask = input.causalMask(type, type == (Class<?>) TFloat16.class ? MASKED_IN_HALF : MASKED);
        wideMask = input.causalMask(TFloat32.class, MASKED);
        words = variables.get(GptVariables.WORDS);
        hidden.add(tf.reshape(input.sum(words, variables.get(GptVariables.POSITIONS)), flat));
        Operand<TFloat32> state = hidden.get(0);
        for (int layer = 0; layer < config.layers(); layer++) {
            state = layer(tf.withSubScope("layer_" + layer), layer, state);
            hidden.add(state);
        }
        if (config.normalization() == GptConfig.Normalization.BEFORE) {
            // of the last state alone, as transformers has it
            hidden.set(config.layers(), normalized(tf, GptVariables.LAST_NORM, state));
        }
    }

    /** Hidden states of a layer: 0 is the embeddings; [rows × length, hidden size]. */
    Operand<TFloat32> hidden(int layer) {
        return hidden.get(layer);
    }

    /** Attention of each layer: [rows, heads, length, length]. */
    List<Operand<TFloat32>> attention() {
        return attention;
    }

    /** The word embedding, [pieces, hidden size]. */
    Operand<T> words() {
        return words;
    }

    private Operand<TFloat32> layer(Ops tf, int layer, Operand<TFloat32> x) {
        String at = GptVariables.layer(layer);
        if (config.normalization() == GptConfig.Normalization.BEFORE) {
            Operand<TFloat32> attended = attended(tf, layer, normalized(tf, at + "ln_1/", x), x);
            return fed(tf, at, normalized(tf, at + "ln_2/", attended), attended);
        }
        Operand<TFloat32> attended = normalized(tf, at + "ln_1/", attended(tf, layer, x, x));
        return normalized(tf, at + "ln_2/", fed(tf, at, attended, attended));
    }

    /** {@code residual} and what the tokens of {@code x} take of each other. */
    private Operand<TFloat32> attended(
            Ops tf, int layer, Operand<TFloat32> x, Operand<TFloat32> residual) {
        String at = GptVariables.layer(layer) + "attn/";
        float[] factors = new float[3 * config.hiddenSize()];
        Arrays.fill(factors, 1);
        // The scores' scale is folded into the queries once, at load.
        Arrays.fill(factors, 0, config.hiddenSize(), config.queryScale(layer));
        Operand<T> qkv =
                kernels.dense(
                        tf,
                        Casts.narrow(tf, x, type),
                        variables.scaled(at + "c_attn/w", factors),
                        variables.scaled(at + "c_attn/b", factors));
        List<Operand<T>> parts = AttentionHeads.split(tf, qkv, split);
        Operand<T> weights = weights(tf, parts.get(0), parts.get(1));
        return kernels.denseAdd(
                tf,
                AttentionHeads.join(tf, weights, parts.get(2), flat),
                variables.get(at + "c_proj/w"),
                variables.get(at + "c_proj/b"),
                residual);
    }

    private Operand<T> weights(Ops tf, Operand<T> queries, Operand<T> keys) {
        if (config.attention().wide()) {
            Operand<TFloat32> wide =
                    tf.nn.softmax(
                            kernels.attentionScores(
                                    tf, Casts.wide(tf, queries), Casts.wide(tf, keys), wideMask));
            attention.add(wide);
            return Casts.narrow(tf, wide, type);
        }
        Operand<T> weights = tf.nn.softmax(kernels.attentionScores(tf, queries, keys, mask));
        attention.add(Casts.wide(tf, weights));
        return weights;
    }

    /** {@code residual} and what the feed-forward network makes of {@code x}. */
    private Operand<TFloat32> fed(
            Ops tf, String at, Operand<TFloat32> x, Operand<TFloat32> residual) {
        Operand<T> wide =
                kernels.denseActivated(
                        tf,
                        Casts.narrow(tf, x, type),
                        variables.get(at + "mlp/c_fc/w"),
                        variables.get(at + "mlp/c_fc/b"),
                        config.activation());
        return kernels.denseAdd(
                tf,
                wide,
                variables.get(at + "mlp/c_proj/w"),
                variables.get(at + "mlp/c_proj/b"),
                residual);
    }

    private Operand<TFloat32> normalized(Ops tf, String at, Operand<TFloat32> x) {
        return kernels.layerNorm(
                tf,
                x,
                variables.wide(at + "g"),
                variables.wide(at + "b"),
                (float) config.layerNormEpsilon());
    }
}
