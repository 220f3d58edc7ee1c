package io.github.flinkbert.family.gpt;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.GraphMaker;
import io.github.flinkbert.encoder.HeadGraphs;
import io.github.flinkbert.encoder.Inputs;
import io.github.flinkbert.encoder.Output;
import io.github.flinkbert.encoder.OutputGraph;
import io.github.flinkbert.encoder.Variables;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** The whole graph of a GPT: its layers, and the nodes for the outputs that were asked for. */
final class GptGraph<T extends TNumber> implements OutputGraph {

    private final Ops tf;
    private final Inputs inputs;
    private final GptConfig config;
    private final Variables<T> variables;
    private final GptLayers<T> layers;
    private final HeadGraphs<T> heads;
    private final Map<Output, Operand<TFloat32>> outputs = new HashMap<>();
    private boolean showsAttention;

    GptGraph(GraphMaker.Parts<T> parts, GptConfig config, Weights weights) {
        this.tf = parts.tf();
        this.inputs = parts.inputs();
        this.config = config;
        variables = new Variables<>(tf, parts.type(), weights, "release/");
        layers = new GptLayers<>(parts, config, variables);
        heads = new HeadGraphs<>(tf, parts.kernels(), inputs);
    }

    @Override
    public Inputs inputs() {
        return inputs;
    }

    @Override
    public void load(Session session) {
        variables.load(session);
    }

    @Override
    public boolean has(Output output) {
        return outputs.containsKey(output);
    }

    @Override
    public Operand<TFloat32> node(Output output) {
        return requireNonNull(outputs.get(output), output::toString);
    }

    @Override
    public void build(List<Output> wanted, Session session) {
        for (Output output : wanted) {
            if (!has(output)) {
                outputs.put(output, made(output));
            }
        }
        try {
            load(session);
        } catch (RuntimeException e) {
            outputs.keySet().removeAll(wanted); // or they would run on variables without values
            throw e;
        }
    }

    private Operand<TFloat32> made(Output output) {
        Operand<TFloat32> top = layers.hidden(config.layers());
        if (output instanceof Output.Pooled pooled) {
            if (pooled.pooling() == Pooling.CLS_POOLER) {
                throw new CheckpointException(
                        "pooling by cls-pooler needs a pooler such as BERT's, which models of this"
                                + " family do not have");
            }
            return heads.pooled(layers.hidden(pooled.layer()), pooled.pooling());
        }
        if (output instanceof Output.TokenVectors vectors) {
            return heads.tokens(layers.hidden(vectors.layer()));
        }
        if (output instanceof Output.NextPieces next) {
            return predictions().likeliest(heads.pooled(top, Pooling.LAST_TOKEN), next.top());
        }
        if (output instanceof Output.LogProbabilities) {
            return predictions().logProbabilities(top);
        }
        throw new IllegalArgumentException(
                "a model of this family has no heads of BERT's, found " + output);
    }

    private NextPieceGraph<T> predictions() {
        if (config.tied()) {
            return new NextPieceGraph<>(tf, inputs, config, layers.words());
        }
        if (!variables.has(GptVariables.PREDICTIONS)) {
            throw new CheckpointException(
                    "next words need lm_head.weight, which this checkpoint does not have though"
                            + " its tie_word_embeddings is false");
        }
        return new NextPieceGraph<>(tf, inputs, config, variables.get(GptVariables.PREDICTIONS));
    }

    @Override
    public boolean showsAttention() {
        return showsAttention;
    }

    @Override
    public void showAttention() {
        showsAttention = true;
    }

    @Override
    public List<Operand<TFloat32>> attention() {
        return layers.attention();
    }
}
