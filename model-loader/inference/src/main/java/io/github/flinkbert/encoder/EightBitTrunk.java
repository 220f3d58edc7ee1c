package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.quantization.ChannelTransform;
import io.github.flinkbert.quantization.QuantizedLayers;
import io.github.flinkbert.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Layers whose dense products are computed in 8 bits: a whole trunk, or the upper layers of a
 * branch, whose graph takes in what the trunk's gave.
 *
 * @param <A> number format of attention, and of products that are not in 8 bits
 */
final class EightBitTrunk<A extends TNumber> implements TrunkGraph<TFloat32> {

    private static final String EMBEDDINGS = "bert/embeddings/";

    private final Ops tf;
    private final BertConfig config;
    private final QuantizedLayers layers;
    private final GivenVariables given;
    private final Variables<TFloat32> tables;
    private final InputLayer input;
    private final Operand<A> mask;
    private final Operand<TInt32> flat;
    private final EightBitLayer<A> transformer;
    private final Optional<Operand<TFloat32>> words;
    private final List<EightBitLayer.State> states = new ArrayList<>();
    private final List<Operand<A>> attention = new ArrayList<>();

    private EightBitTrunk(
            Ops tf,
            BertConfig config,
            Class<A> type,
            Inputs inputs,
            Weights weights,
            QuantizedLayers layers,
            boolean embeds) {
        this.tf = tf;
        this.config = config;
        this.layers = layers;
        given = new GivenVariables(tf, "8bit/");
        tables = new Variables<>(tf, TFloat32.class, weights, "embeddings/");
        input = new InputLayer(tf, inputs);
        mask = input.blockDiagonalMask(type);
        flat = tf.constant(new int[] {-1, config.hiddenSize()});
        transformer = new EightBitLayer<>(config, type, mask, input.split(config), flat);
        words = embeds ? Optional.of(tables.get(EMBEDDINGS + "word_embeddings")) : Optional.empty();
    }

    /**
     * A release's embedding layer and all layers.
     *
     * @param layers taken over: {@link #load} closes them
     */
    static <A extends TNumber> EightBitTrunk<A> whole(
            Ops tf,
            BertConfig config,
            Class<A> type,
            Inputs inputs,
            Weights weights,
            QuantizedLayers layers) {
        EightBitTrunk<A> made =
                new EightBitTrunk<>(tf, config, type, inputs, weights, layers, true);
        made.states.add(made.embedded(weights));
        made.grow(weights);
        return made;
    }

    /**
     * The layers of a branch.
     *
     * @param layers taken over: {@link #load} closes them
     * @param below how the trunk's hidden state is transformed that the branch begins with; empty
     *     at the top
     */
    static <A extends TNumber> EightBitTrunk<A> branch(
            Ops tf,
            BertConfig config,
            Class<A> type,
            Inputs inputs,
            Weights weights,
            QuantizedLayers layers,
            Optional<ChannelTransform> below) {
        EightBitTrunk<A> made =
                new EightBitTrunk<>(tf, config, type, inputs, weights, layers, false);
        Placeholder<TFloat32> values =
                tf.withName("below")
                        .placeholder(
                                TFloat32.class,
                                Placeholder.shape(
                                        org.tensorflow.ndarray.Shape.of(-1, config.hiddenSize())));
        made.states.add(made.transformer.state(made.source(tf, weights), values, below));
        made.grow(weights);
        return made;
    }

    private EightBitLayer.Source source(Ops scope, Weights weights) {
        return new EightBitLayer.Source(scope, given, weights);
    }

    private EightBitLayer.State embedded(Weights weights) {
        return transformer.normalized(
                source(tf, weights),
                tf.reshape(
                        input.sum(
                                words.orElseThrow(),
                                tables.get(EMBEDDINGS + "position_embeddings"),
                                tables.get(EMBEDDINGS + "token_type_embeddings")),
                        flat),
                EMBEDDINGS + "LayerNorm/",
                Optional.of(layers.layer(0).input()));
    }

    /** Makes the layers above the state that is there. */
    private void grow(Weights weights) {
        for (int number = layers.from(); number < config.layers(); number++) {
            boolean top = number + 1 == config.layers();
            EightBitLayer.Built<A> built =
                    transformer.build(
                            source(tf.withSubScope("layer_" + number), weights),
                            number,
                            layers.layer(number),
                            state(number),
                            top ? Optional.empty() : Optional.of(layers.layer(number + 1).input()));
            states.add(built.state());
            attention.add(built.attention());
        }
    }

    /** The first layer; the hidden state of this number is what it takes in. */
    int from() {
        return layers.from();
    }

    /** A hidden state, from {@link #from} on. */
    EightBitLayer.State state(int layer) {
        return states.get(layer - layers.from());
    }

    /** Added to the attention scores; computed once and fed to every stage. */
    Operand<A> mask() {
        return mask;
    }

    @Override
    public Operand<TFloat32> hidden(int layer) {
        return state(layer).hidden();
    }

    /** Attention of the layer above a hidden state. */
    Operand<A> attention(int layer) {
        return attention.get(layer - layers.from());
    }

    @Override
    public List<Operand<A>> attention() {
        return attention;
    }

    @Override
    public Operand<TFloat32> words() {
        return words.orElseThrow(
                () -> new IllegalStateException("a branch has no word embeddings of its own"));
    }

    @Override
    public void load(Session session) {
        // The largest table first, for while it is read its float32 form is there, too.
        tables.load(session);
        given.load(session);
        layers.close();
    }

    /** Gives back what was to be loaded. */
    void release() {
        given.release();
        layers.close();
    }
}
