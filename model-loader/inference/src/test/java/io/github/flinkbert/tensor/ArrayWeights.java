package io.github.flinkbert.tensor;

import io.github.flinkbert.failure.CheckpointException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/** Weights in memory, for small checkpoints that tests make. */
public final class ArrayWeights implements Weights {

    /** A variable's shape and values, row-major. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Variable(Shape shape, float[] values) {}

    private final Map<String, Variable> variables;

    public ArrayWeights(Map<String, Variable> variables) {
        this.variables = new TreeMap<>(variables);
    }

    /** The same weights under other names, or without those that the function gives no name. */
    public ArrayWeights renamed(java.util.function.UnaryOperator<String> name) {
        Map<String, Variable> renamed = new TreeMap<>();
        variables.forEach(
                (old, variable) -> {
                    String fresh = name.apply(old);
                    if (fresh != null) {
                        renamed.put(fresh, variable);
                    }
                });
        return new ArrayWeights(renamed);
    }

    /** The same weights and one more, or one replaced. */
    public ArrayWeights with(String name, Shape shape, float... values) {
        Map<String, Variable> more = new TreeMap<>(variables);
        more.put(name, new Variable(shape, values));
        return new ArrayWeights(more);
    }

    @Override
    public Set<String> names() {
        return variables.keySet();
    }

    @Override
    public Shape shape(String name) {
        return variable(name).shape();
    }

    @Override
    public void read(String name, FloatDataBuffer into) {
        into.write(variable(name).values());
    }

    private Variable variable(String name) {
        Variable variable = variables.get(name);
        if (variable == null) {
            throw new CheckpointException("the checkpoint has no variable " + name);
        }
        return variable;
    }
}
