package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.quantization.ChannelTransform;
import io.github.flinkbert.quantization.QuantizedLayers;
import io.github.flinkbert.tensor.Weights;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A trunk or a branch in 8 bits, with a graph and a session of its own, run in stages: the
 * embedding layer, a few layers, a few more, the heads. What goes from stage to stage is never
 * copied.
 *
 * <p>TensorFlow makes the kernels of an op anew for each set of outputs that is fetched together,
 * keeps them until the session ends, and each kernel of an 8-bit product keeps a rearranged copy of
 * its weights ({@code mkl_matmul_ops_common.h}, {@code CacheWeight}). Stages are fetched one way,
 * whatever a batch is asked for, so there is one copy, and a second of those layers that a run
 * stops between. A branch's copies go when its session is closed.
 */
final class EightBitStack implements AutoCloseable {

    /** A trunk is run in this many stages, so that branches may leave between them. */
    private static final int STAGES = 3;

    private final BertConfig config;
    private final Graph graph;
    private final Session session;
    private final EightBitTrunk<?> layers;
    private final EncoderGraph<TFloat32> nodes;

    /**
     * What all stacks of an encoder have in common.
     *
     * @param type number format of attention, and of products that are not in 8 bits
     */
    record Maker<A extends TNumber>(BertConfig config, Class<A> type, ConfigProto session) {

        /**
         * @param layers closed when this returns
         */
        EightBitStack trunk(Weights weights, QuantizedLayers layers) {
            return make(
                    weights,
                    Output.RELEASE,
                    Optional.empty(),
                    layers,
                    (tf, inputs) -> EightBitTrunk.whole(tf, config, type, inputs, weights, layers));
        }

        /**
         * @param layers closed when this returns
         * @param below how the trunk's state is transformed that the branch begins with; empty at
         *     the top
         */
        EightBitStack branch(
                Branch branch, QuantizedLayers layers, Optional<ChannelTransform> below) {
            return make(
                    branch.weights(),
                    branch.name(),
                    branch.head(),
                    layers,
                    (tf, inputs) ->
                            EightBitTrunk.branch(
                                    tf, config, type, inputs, branch.weights(), layers, below));
        }

        private EightBitStack make(
                Weights weights,
                String name,
                Optional<Branch.Head> head,
                QuantizedLayers layers,
                LayerMaker maker) {
            Graph graph = new Graph();
            Session own = null;
            try {
                own = new Session(graph, session);
                Ops tf = PlacedOps.plain(graph, Placement.CPU);
                Inputs inputs = Inputs.create(tf);
                EightBitTrunk<?> made = maker.make(tf, inputs);
                EncoderGraph<TFloat32> nodes =
                        new EncoderGraph<>(
                                new EncoderGraph.Base<>(
                                        tf,
                                        inputs,
                                        new Variables<>(tf, TFloat32.class, weights, "heads/"),
                                        made),
                                config,
                                weights,
                                new OneDnnKernels(),
                                TFloat32.class,
                                name,
                                head);
                EightBitStack stack = new EightBitStack(config, graph, own, made, nodes);
                try {
                    made.load(own);
                } finally {
                    made.release();
                }
                return stack;
            } catch (RuntimeException e) {
                layers.close();
                if (own != null) {
                    own.close();
                }
                graph.close();
                throw e;
            }
        }
    }

    private interface LayerMaker {
        EightBitTrunk<?> make(Ops tf, Inputs inputs);
    }

    private EightBitStack(
            BertConfig config,
            Graph graph,
            Session session,
            EightBitTrunk<?> layers,
            EncoderGraph<TFloat32> nodes) {
        this.config = config;
        this.graph = graph;
        this.session = session;
        this.layers = layers;
        this.nodes = nodes;
    }

    /** The layer whose state the stack begins with. */
    int from() {
        return layers.from();
    }

    /** How many layers the whole model has. */
    int layers() {
        return config.layers();
    }

    /** How a state is transformed on its way to the layer above. */
    Optional<ChannelTransform> transform(int layer) {
        return layers.state(layer).transform();
    }

    boolean has(Output output) {
        return nodes.has(output);
    }

    /** Makes the nodes of outputs; no run may go on. */
    void build(List<Output> outputs) {
        nodes.build(outputs, session);
    }

    /** The embedding layer's state, and the mask that every layer adds. */
    Result embed(List<Tensor> inputs) {
        Session.Runner run = session.runner();
        nodes.inputs().feed(run, inputs);
        return run(run.fetch(layers.state(0).transformed()).fetch(layers.mask()));
    }

    /** Where a stage from a layer's state on ends, on the way to another one. */
    int stage(int layer, int wanted) {
        int end;
        if (from() > 0) {
            end = layer == from() ? config.layers() : layer + 1;
        } else {
            int size = (config.layers() + STAGES - 1) / STAGES;
            end = layer % size == 0 ? Math.min(layer + size, config.layers()) : layer + 1;
        }
        return end <= wanted ? end : layer + 1;
    }

    /**
     * Runs the layers between two states.
     *
     * @return the upper state; of a single layer its attention, too
     */
    Result run(List<Tensor> inputs, Tensor mask, int from, Tensor state, int to) {
        Session.Runner run = session.runner();
        nodes.inputs().feedShape(run, inputs);
        run.feed(layers.mask(), mask).feed(layers.state(from).transformed(), state);
        run.fetch(layers.state(to).transformed());
        if (to == from + 1) {
            run.fetch(layers.attention(from));
        }
        return run(run);
    }

    /**
     * Runs the heads.
     *
     * @param states by number; those that outputs stand on are there
     */
    Result heads(List<Tensor> inputs, Tensor[] states, List<Output> outputs) {
        Session.Runner run = session.runner();
        nodes.inputs().feed(run, inputs);
        for (int layer : layersOf(outputs)) {
            run.feed(layers.state(layer).transformed(), states[layer]);
        }
        outputs.forEach(output -> run.fetch(nodes.node(output)));
        return run(run);
    }

    /** The states that outputs stand on. */
    SortedSet<Integer> layersOf(List<Output> outputs) {
        SortedSet<Integer> found = new TreeSet<>();
        outputs.forEach(output -> found.add(output.layer(config.layers())));
        return found;
    }

    private static Result run(Session.Runner run) {
        return NativeShutdownGuard.ofProcess().during(run::run);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
