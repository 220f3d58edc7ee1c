package io.github.flinkbert.encoder;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The whole graph: the release's trunk, the branches that leave it, and the nodes for the outputs
 * that were asked for. Output nodes are made when first asked for, for TensorFlow computes only
 * what a run fetches. Not thread-safe.
 */
final class EncoderGraph<T extends TNumber> {

    private record Grown<T extends TNumber>(
            List<Operand<T>> states,
            Variables<T> variables,
            Variables<TFloat32> headVariables,
            Optional<TrunkGraph.Layers<T>> layers,
            Optional<Branch.Head> head) {

        void load(Session session) {
            variables.load(session);
            headVariables.load(session);
            layers.ifPresent(own -> own.load(session));
        }

        List<Op> destroyers() {
            List<Op> destroyers = new ArrayList<>(variables.destroyers());
            destroyers.addAll(headVariables.destroyers());
            layers.ifPresent(own -> destroyers.addAll(own.destroyers()));
            return destroyers;
        }
    }

    private final Ops tf;
    private final Class<T> type;
    private final BertConfig config;
    private final Kernels kernels;
    private final Inputs inputs;
    private final TrunkGraph<T> trunk;
    private final HeadGraphs<T> heads;
    private final Map<String, Grown<T>> branches = new HashMap<>();
    private final Map<Output, Operand<TFloat32>> outputs = new HashMap<>();
    private final List<Operand<TFloat32>> attention = new ArrayList<>();
    private int grown;

    /** Makes the trunk's nodes. */
    interface TrunkMaker<T extends TNumber> {
        TrunkGraph<T> make(Ops tf, Inputs inputs, Variables<T> variables);
    }

    /** A graph whose weights are used as they are. */
    EncoderGraph(
            Graph graph,
            BertConfig config,
            Weights weights,
            Kernels kernels,
            Class<T> type,
            Placement placement) {
        this(
                graph,
                config,
                weights,
                kernels,
                type,
                placement,
                (tf, inputs, variables) ->
                        new Trunk<>(tf, config, kernels, type, inputs, variables));
    }

    EncoderGraph(
            Graph graph,
            BertConfig config,
            Weights weights,
            Kernels kernels,
            Class<T> type,
            Placement placement,
            TrunkMaker<T> maker) {
        this.tf = PlacedOps.plain(graph, placement);
        this.type = type;
        this.config = config;
        this.kernels = kernels;
        inputs = Inputs.create(tf);
        Variables<T> variables = new Variables<>(tf, type, weights, "release/");
        trunk = maker.make(PlacedOps.encoder(graph, placement), inputs, variables);
        heads = new HeadGraphs<>(tf, kernels, inputs);
        List<Operand<T>> states =
                IntStream.rangeClosed(0, config.layers()).mapToObj(trunk::hidden).toList();
        branches.put(
                Output.RELEASE,
                new Grown<>(
                        states,
                        variables,
                        headVariables(weights, "release/"),
                        Optional.empty(),
                        Optional.empty()));
    }

    Inputs inputs() {
        return inputs;
    }

    /** SHA-256 of the layers as they were rounded; empty where they are as released. */
    Optional<String> digest() {
        return trunk.digest();
    }

    /** Fills the variables that were declared since the last call. */
    void load(Session session) {
        trunk.load(session);
        branches.values().forEach(branch -> branch.load(session));
    }

    /**
     * What a branch needs before it is added. It may take seconds, and nothing of the graph
     * changes.
     */
    PreparedBranch prepare(Branch branch) {
        if (branch.fromLayer() < 0 || branch.fromLayer() > config.layers()) {
            throw new IllegalArgumentException(
                    "branch %s leaves at layer %d, but there are %d layers"
                            .formatted(branch.name(), branch.fromLayer(), config.layers()));
        }
        TrunkGraph.Prepared<T> layers = trunk.prepare(branch);
        return new PreparedBranch() {
            @Override
            public void add() {
                EncoderGraph.this.add(branch, layers);
            }

            @Override
            public void close() {
                layers.close();
            }
        };
    }

    /** A branch that is ready to be added. */
    interface PreparedBranch extends AutoCloseable {

        /** Makes its nodes; its variables are to be loaded then. */
        void add();

        @Override
        void close();
    }

    /** Prepares a branch and makes its nodes. */
    void add(Branch branch) {
        try (PreparedBranch prepared = prepare(branch)) {
            prepared.add();
        }
    }

    private void add(Branch branch, TrunkGraph.Prepared<T> prepared) {
        if (branches.containsKey(branch.name())) {
            throw new IllegalArgumentException("a branch " + branch.name() + " is there already");
        }
        // Shared names are the process's; a number keeps a branch apart from an earlier one so
        // named.
        String owner = "branch_" + grown++ + "/";
        Variables<T> variables = new Variables<>(tf, type, branch.weights(), owner);
        TrunkGraph.Layers<T> layers = prepared.grow(variables, owner);
        branches.put(
                branch.name(),
                new Grown<>(
                        layers.states(),
                        variables,
                        headVariables(branch.weights(), owner),
                        Optional.of(layers),
                        branch.head()));
    }

    private Variables<TFloat32> headVariables(Weights weights, String owner) {
        return new Variables<>(tf, TFloat32.class, weights, owner + "head/");
    }

    /** Forgets a branch; running what comes back frees its variables. */
    List<Op> remove(String name) {
        Grown<T> branch = branches.remove(name);
        outputs.keySet().removeIf(output -> output.branch().equals(name));
        return branch == null ? List.of() : branch.destroyers();
    }

    /** Lets an output be built anew. */
    void forget(Output output) {
        outputs.remove(output);
    }

    boolean has(Output output) {
        return outputs.containsKey(output);
    }

    Operand<TFloat32> node(Output output) {
        return requireNonNull(outputs.get(output), output::toString);
    }

    /**
     * Makes the output's node; its variables are to be loaded before it is run.
     *
     * @throws CheckpointException if the checkpoint lacks the weights for it
     */
    void build(Output output) {
        Grown<T> branch = branches.get(output.branch());
        if (branch == null) {
            throw new IllegalArgumentException("there is no branch " + output.branch());
        }
        outputs.put(output, node(output, branch));
    }

    boolean showsAttention() {
        return !attention.isEmpty();
    }

    /** Makes the nodes of {@link #attention}. */
    void showAttention() {
        for (Operand<? extends TNumber> weights : trunk.attention()) {
            attention.add(tf.dtypes.cast(weights, TFloat32.class));
        }
    }

    /** The trunk's attention, in float32: a layer each, [rows, heads, length, length]. */
    List<Operand<TFloat32>> attention() {
        return attention;
    }

    private Operand<TFloat32> node(Output output, Grown<T> branch) {
        Operand<T> top = branch.states().get(config.layers());
        if (output instanceof Output.Pooled pooled) {
            return pooled.pooling() == Pooling.CLS_POOLER
                    ? pooler(branch.variables(), top, "pooling by cls-pooler")
                    : heads.pooled(branch.states().get(pooled.layer()), pooled.pooling());
        }
        if (output instanceof Output.TokenVectors vectors) {
            return heads.tokens(branch.states().get(vectors.layer()));
        }
        if (output instanceof Output.TokenScores) {
            Branch.Head head =
                    branch.head()
                            .orElseThrow(
                                    () ->
                                            new IllegalArgumentException(
                                                    "branch " + output.branch() + " has no head"));
            return scores(heads.tokens(top), head, branch);
        }
        if (output instanceof Output.SequenceScores scores) {
            return scores(
                    pooler(branch.variables(), top, "a head on the pooled vector"),
                    scores.head(),
                    branch);
        }
        return maskedPieces(branch.variables(), top);
    }

    private Operand<TFloat32> scores(Operand<TFloat32> vectors, Branch.Head head, Grown<T> branch) {
        Variables<TFloat32> variables = branch.headVariables();
        require(variables, head.kernel(), "a head");
        return heads.scores(vectors, variables.get(head.kernel()), variables.get(head.bias()));
    }

    private Operand<TFloat32> pooler(Variables<T> variables, Operand<T> top, String purpose) {
        String at = "bert/pooler/dense/";
        require(variables, at + "kernel", purpose);
        return heads.pooler(top, variables.get(at + "kernel"), variables.get(at + "bias"));
    }

    private Operand<TFloat32> maskedPieces(Variables<T> variables, Operand<T> top) {
        String at = "cls/predictions/";
        require(variables, at + "output_bias", "filling masks");
        Operand<T> dense =
                kernels.denseActivated(
                        tf,
                        heads.masked(top),
                        variables.get(at + "transform/dense/kernel"),
                        variables.get(at + "transform/dense/bias"),
                        config.activation());
        Operand<T> transformed =
                kernels.layerNorm(
                        tf,
                        dense,
                        variables.get(at + "transform/LayerNorm/gamma"),
                        variables.get(at + "transform/LayerNorm/beta"),
                        (float) config.layerNormEpsilon());
        return heads.maskedPieces(transformed, trunk.words(), variables.get(at + "output_bias"));
    }

    private static void require(Variables<?> variables, String name, String purpose) {
        if (!variables.has(name)) {
            throw new CheckpointException(
                    "%s needs the variable %s, which this checkpoint does not have"
                            .formatted(purpose, name));
        }
    }
}
