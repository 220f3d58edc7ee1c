package io.github.flinkbert.encoder;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.PoolerActivation;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
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
final class EncoderGraph<T extends TNumber> implements OutputGraph {

    private record Grown<T extends TNumber>(
            IntFunction<Operand<TFloat32>> states,
            Variables<T> variables,
            Variables<TFloat32> headVariables,
            Optional<Branch.Head> head) {

        void load(Session session) {
            variables.load(session);
            headVariables.load(session);
        }

        List<Op> destroyers() {
            List<Op> destroyers = new ArrayList<>(variables.destroyers());
            destroyers.addAll(headVariables.destroyers());
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

    /**
     * What a graph begins with.
     *
     * @param variables those that the trunk and the heads on it share
     */
    record Base<T extends TNumber>(
            Ops tf, Inputs inputs, Variables<T> variables, TrunkGraph<T> trunk) {}

    /** A graph whose weights are used as they are; branches may leave it. */
    EncoderGraph(
            Graph graph,
            BertConfig config,
            Weights weights,
            Kernels kernels,
            Class<T> type,
            Placement placement) {
        this(
                base(graph, config, weights, kernels, type, placement),
                config,
                weights,
                kernels,
                type,
                Output.RELEASE,
                Optional.empty());
    }

    private static <T extends TNumber> Base<T> base(
            Graph graph,
            BertConfig config,
            Weights weights,
            Kernels kernels,
            Class<T> type,
            Placement placement) {
        Ops tf = PlacedOps.plain(graph, placement);
        Inputs inputs = Inputs.create(tf);
        Variables<T> variables = new Variables<>(tf, type, weights, "release/");
        Ops layers = PlacedOps.encoder(graph, placement);
        return new Base<>(
                tf,
                inputs,
                variables,
                new Trunk<>(layers, config, kernels, type, inputs, variables));
    }

    /**
     * @param name what outputs of this trunk call it: {@link Output#RELEASE}, or the branch that it
     *     is the top of
     * @param head the head of that branch
     */
    EncoderGraph(
            Base<T> base,
            BertConfig config,
            Weights weights,
            Kernels kernels,
            Class<T> type,
            String name,
            Optional<Branch.Head> head) {
        this.tf = base.tf();
        this.type = type;
        this.config = config;
        this.kernels = kernels;
        inputs = base.inputs();
        trunk = base.trunk();
        heads = new HeadGraphs<>(tf, kernels, inputs);
        branches.put(
                name,
                new Grown<>(
                        trunk::hidden, base.variables(), headVariables(weights, "release/"), head));
    }

    @Override
    public Inputs inputs() {
        return inputs;
    }

    /** Fills the variables that were declared since the last call. */
    @Override
    public void load(Session session) {
        trunk.load(session);
        branches.values().forEach(branch -> branch.load(session));
    }

    /** Makes a branch's nodes; its variables are to be loaded then. */
    @Override
    public void add(Branch branch) {
        if (branches.containsKey(branch.name())) {
            throw new IllegalArgumentException("a branch " + branch.name() + " is there already");
        }
        branch.requireFit(config.layers());
        if (!(trunk instanceof Trunk<T> whole)) {
            throw new IllegalStateException("no branch leaves a trunk in 8 bits within its graph");
        }
        // Shared names are the process's; a number keeps a branch apart from an earlier one so
        // named.
        String owner = "branch_" + grown++ + "/";
        Variables<T> variables = new Variables<>(tf, type, branch.weights(), owner);
        List<Operand<TFloat32>> states = whole.branch(variables, branch.fromLayer());
        branches.put(
                branch.name(),
                new Grown<>(
                        states::get,
                        variables,
                        headVariables(branch.weights(), owner),
                        branch.head()));
    }

    private Variables<TFloat32> headVariables(Weights weights, String owner) {
        return new Variables<>(tf, TFloat32.class, weights, owner + "head/");
    }

    /** Forgets a branch; running what comes back frees its variables. */
    @Override
    public List<Op> remove(String name) {
        Grown<T> branch = branches.remove(name);
        outputs.keySet().removeIf(output -> output.branch().equals(name));
        return branch == null ? List.of() : branch.destroyers();
    }

    @Override
    public boolean has(Output output) {
        return outputs.containsKey(output);
    }

    @Override
    public Operand<TFloat32> node(Output output) {
        return requireNonNull(outputs.get(output), output::toString);
    }

    /**
     * Makes the nodes of outputs that have none yet, and fills their variables; no run may go on.
     *
     * @throws CheckpointException if the checkpoint lacks the weights for one of them
     */
    @Override
    public void build(List<Output> wanted, Session session) {
        for (Output output : wanted) {
            if (!has(output)) {
                build(output);
            }
        }
        try {
            load(session);
        } catch (RuntimeException e) {
            outputs.keySet().removeAll(wanted); // or they would run on variables without values
            throw e;
        }
    }

    /** Makes an output's node; its variables are to be loaded before it is run. */
    void build(Output output) {
        Grown<T> branch = branches.get(output.branch());
        if (branch == null) {
            throw new IllegalArgumentException("there is no branch " + output.branch());
        }
        outputs.put(output, node(output, branch));
    }

    @Override
    public boolean showsAttention() {
        return !attention.isEmpty();
    }

    /** Makes the nodes of {@link #attention}. */
    @Override
    public void showAttention() {
        for (Operand<? extends TNumber> weights : trunk.attention()) {
            attention.add(tf.dtypes.cast(weights, TFloat32.class));
        }
    }

    /** The trunk's attention, in float32: a layer each, [rows, heads, length, length]. */
    @Override
    public List<Operand<TFloat32>> attention() {
        return attention;
    }

    private Operand<TFloat32> node(Output output, Grown<T> branch) {
        Operand<TFloat32> top = branch.states().apply(config.layers());
        if (output instanceof Output.Pooled pooled) {
            return pooled.pooling() == Pooling.CLS_POOLER
                    ? ownPooler(branch.variables(), top)
                    : heads.pooled(branch.states().apply(pooled.layer()), pooled.pooling());
        }
        if (output instanceof Output.TokenVectors vectors) {
            return heads.tokens(branch.states().apply(vectors.layer()));
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
        if (output instanceof Output.MaskedPieces) {
            return maskedPieces(branch.variables(), top);
        }
        throw new IllegalArgumentException(
                "this model reads a text from both sides, and does not go on with it; expected a"
                        + " causal one, such as GPT-2");
    }

    private Operand<TFloat32> scores(Operand<TFloat32> vectors, Branch.Head head, Grown<T> branch) {
        Variables<TFloat32> variables = branch.headVariables();
        require(variables, head.kernel(), "a head");
        return heads.scores(vectors, variables.get(head.kernel()), variables.get(head.bias()));
    }

    private Operand<TFloat32> ownPooler(Variables<T> variables, Operand<TFloat32> top) {
        if (config.pooler() != PoolerActivation.TANH) {
            throw new CheckpointException(
                    "pooling by cls-pooler needs a pooler such as BERT's, which models of this"
                            + " family do not have");
        }
        return pooler(variables, top, "pooling by cls-pooler");
    }

    private Operand<TFloat32> pooler(
            Variables<T> variables, Operand<TFloat32> top, String purpose) {
        String at = "bert/pooler/dense/";
        require(variables, at + "kernel", purpose);
        return heads.pooler(
                top, variables.get(at + "kernel"), variables.get(at + "bias"), config.pooler());
    }

    private Operand<TFloat32> maskedPieces(Variables<T> variables, Operand<TFloat32> top) {
        String at = "cls/predictions/";
        require(variables, at + "output_bias", "filling masks");
        Operand<T> dense =
                kernels.denseActivated(
                        tf,
                        Casts.narrow(tf, heads.masked(top), type),
                        variables.get(at + "transform/dense/kernel"),
                        variables.get(at + "transform/dense/bias"),
                        config.activation());
        Operand<TFloat32> transformed =
                kernels.layerNorm(
                        tf,
                        Casts.wide(tf, dense),
                        variables.wide(at + "transform/LayerNorm/gamma"),
                        variables.wide(at + "transform/LayerNorm/beta"),
                        (float) config.layerNormEpsilon());
        return heads.maskedPieces(
                Casts.narrow(tf, transformed, type),
                trunk.words(),
                variables.get(at + "output_bias"));
    }

    private static void require(Variables<?> variables, String name, String purpose) {
        if (!variables.has(name)) {
            throw new CheckpointException(
                    "%s needs the variable %s, which this checkpoint does not have"
                            .formatted(purpose, name));
        }
    }
}
