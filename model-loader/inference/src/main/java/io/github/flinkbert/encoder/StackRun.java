package io.github.flinkbert.encoder;

import io.github.flinkbert.tensor.Matrix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.tensorflow.Result;
import org.tensorflow.Tensor;

/**
 * One batch on its way up a stack of layers. States that nothing stands on are given back on the
 * way. For one thread.
 */
final class StackRun implements AutoCloseable {

    private final EightBitStack stack;
    private final List<Tensor> inputs;
    private final Tensor mask;
    private final Tensor[] states;
    private final Result[] results;
    private final Optional<Result> embedded;

    /**
     * @param embedded closed with this run
     * @param below the state that the stack begins with
     */
    private StackRun(
            EightBitStack stack,
            List<Tensor> inputs,
            Tensor mask,
            Tensor below,
            Optional<Result> embedded) {
        this.stack = stack;
        this.inputs = inputs;
        this.mask = mask;
        this.embedded = embedded;
        states = new Tensor[stack.layers() + 1];
        results = new Result[stack.layers() + 1];
        states[stack.from()] = below;
    }

    /** Runs a trunk's embedding layer. */
    static StackRun trunk(EightBitStack trunk, List<Tensor> inputs) {
        Result embedded = trunk.embed(inputs);
        return new StackRun(trunk, inputs, embedded.get(1), embedded.get(0), Optional.of(embedded));
    }

    /** Goes on in a branch, from a state that the trunk has. */
    StackRun branch(EightBitStack branch) {
        return new StackRun(branch, inputs, mask, states[branch.from()], Optional.empty());
    }

    /** Runs the layers up to the last of these states, and keeps these. */
    void climb(SortedSet<Integer> wanted) {
        int at = stack.from();
        for (int want : wanted) {
            while (at < want) {
                int to = stack.stage(at, want);
                step(at, to);
                if (!wanted.contains(at)) {
                    giveBack(at);
                }
                at = to;
            }
        }
    }

    /** Runs all layers, one at a time. */
    List<Matrix> attention(int tokens) {
        List<Matrix> layers = new ArrayList<>();
        for (int at = stack.from(); at < stack.layers(); at++) {
            step(at, at + 1);
            layers.add(TensorRows.of(results[at + 1].get(1), tokens));
            giveBack(at);
        }
        return layers;
    }

    private void step(int from, int to) {
        results[to] = stack.run(inputs, mask, from, states[from], to);
        states[to] = results[to].get(0);
    }

    /** What outputs of this stack give, in their order. */
    List<Matrix> heads(List<Output> outputs) {
        try (Result result = stack.heads(inputs, states, outputs)) {
            List<Matrix> matrices = new ArrayList<>(outputs.size());
            for (int i = 0; i < outputs.size(); i++) {
                matrices.add(TensorRows.of(result.get(i)));
            }
            return matrices;
        }
    }

    private void giveBack(int layer) {
        if (results[layer] != null) {
            results[layer].close();
            results[layer] = null;
        }
    }

    @Override
    public void close() {
        for (int layer = 0; layer < results.length; layer++) {
            giveBack(layer);
        }
        embedded.ifPresent(Result::close);
    }
}
