package io.github.flinkbert.training.state;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.tensor.Weights;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Variables whose numbers are asked for one at a time.
 *
 * @param shapes of the variables, in the order in which they are written
 * @param values of a variable, row-major
 */
record ComputedWeights(Map<String, Shape> shapes, Function<String, float[]> values)
        implements Weights {

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public Shape shape(String name) {
        return requireNonNull(shapes.get(name), name);
    }

    @Override
    public void read(String name, FloatDataBuffer into) {
        into.write(values.apply(name));
    }
}
