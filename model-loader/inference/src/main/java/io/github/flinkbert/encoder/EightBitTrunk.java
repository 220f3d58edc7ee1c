package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.quantization.ChannelTransform;
import io.github.flinkbert.quantization.Quantization;
import io.github.flinkbert.quantization.QuantizedLayers;
import io.github.flinkbert.tensor.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A trunk whose dense products are computed in 8 bits.
 *
 * @param <A> number format of attention, and of products that are not in 8 bits
 */
final class EightBitTrunk<A extends TNumber> implements TrunkGraph<TFloat32> {

    private static final String EMBEDDINGS = "bert/embeddings/";

    private final Ops tf;
    private final BertConfig config;
    private final Quantization quantization;
    private final EightBitLayer<A> transformer;
    private final Operand<TFloat32> words;
    private final Stack trunk;
    private final String digest;

    EightBitTrunk(
            Ops tf,
            BertConfig config,
            Class<A> type,
            Inputs inputs,
            Variables<TFloat32> variables,
            Weights weights,
            Quantization quantization) {
        this.tf = tf;
        this.config = config;
        this.quantization = quantization;
        InputLayer input = new InputLayer(tf, inputs);
        Operand<org.tensorflow.types.TInt32> flat =
                tf.constant(new int[] {-1, config.hiddenSize()});
        transformer =
                new EightBitLayer<>(
                        config, type, input.blockDiagonalMask(type), input.split(config), flat);
        words = variables.get(EMBEDDINGS + "word_embeddings");
        QuantizedLayers layers = quantization.trunk();
        digest = layers.digest();
        trunk = new Stack(layers, new GivenVariables(tf, "release/8bit/"));
        trunk.states.add(
                transformer.normalized(
                        trunk.source(weights),
                        tf.reshape(
                                input.sum(
                                        words,
                                        variables.get(EMBEDDINGS + "position_embeddings"),
                                        variables.get(EMBEDDINGS + "token_type_embeddings")),
                                flat),
                        EMBEDDINGS + "LayerNorm/",
                        Optional.of(layers.layer(0).input())));
        trunk.grow(weights);
    }

    /** Hidden states of a trunk or of a branch, and the variables that they are made of. */
    private final class Stack implements Layers<TFloat32> {

        private final QuantizedLayers layers;
        private final GivenVariables given;
        private final List<EightBitLayer.State> states = new ArrayList<>();
        private final List<Operand<A>> attention = new ArrayList<>();

        Stack(QuantizedLayers layers, GivenVariables given) {
            this.layers = layers;
            this.given = given;
        }

        EightBitLayer.Source source(Weights weights) {
            return new EightBitLayer.Source(tf, given, weights);
        }

        /** Makes the layers above those states that are there. */
        void grow(Weights weights) {
            for (int number = layers.from(); number < config.layers(); number++) {
                boolean top = number + 1 == config.layers();
                EightBitLayer.Built<A> built =
                        transformer.build(
                                new EightBitLayer.Source(
                                        tf.withSubScope("layer_" + number), given, weights),
                                number,
                                layers.layer(number),
                                states.get(number),
                                top
                                        ? Optional.empty()
                                        : Optional.of(layers.layer(number + 1).input()));
                states.add(built.state());
                attention.add(built.attention());
            }
        }

        @Override
        public List<Operand<TFloat32>> states() {
            return states.stream().map(EightBitLayer.State::hidden).toList();
        }

        @Override
        public void load(Session session) {
            given.load(session);
            layers.close();
        }

        @Override
        public List<Op> destroyers() {
            return given.destroyers();
        }
    }

    @Override
    public Operand<TFloat32> hidden(int layer) {
        return trunk.states.get(layer).hidden();
    }

    @Override
    public List<Operand<A>> attention() {
        return trunk.attention;
    }

    @Override
    public Operand<TFloat32> words() {
        return words;
    }

    @Override
    public Optional<String> digest() {
        return Optional.of(digest);
    }

    @Override
    public void load(Session session) {
        trunk.load(session);
    }

    @Override
    public Prepared<TFloat32> prepare(Branch branch) {
        int from = branch.fromLayer();
        QuantizedLayers layers =
                from == config.layers()
                        ? new QuantizedLayers(from, List.of())
                        : quantization.branch(branch.weights(), from, transform(from));
        return new Prepared<>() {
            @Override
            public Layers<TFloat32> grow(Variables<TFloat32> variables, String owner) {
                Stack own = new Stack(layers, new GivenVariables(tf, owner + "8bit/"));
                own.states.addAll(trunk.states.subList(0, from + 1));
                own.grow(branch.weights());
                return own;
            }

            @Override
            public void close() {
                layers.close();
            }
        };
    }

    private ChannelTransform transform(int layer) {
        return trunk.states.get(layer).transform().orElseThrow();
    }
}
