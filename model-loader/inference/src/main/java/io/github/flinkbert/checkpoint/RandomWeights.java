package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.Weights;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * A BERT's variables with nothing learnt in them: normally distributed as Google's own are before
 * training ({@code initializer_range}), the same numbers for the same seed. For tests and
 * benchmarks that need a model's work and not its knowledge.
 */
@Internal
public final class RandomWeights implements Weights {

    /** As {@code modeling.py} initialises. */
    private static final double RANGE = 0.02;

    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final long seed;

    public RandomWeights(BertConfig config, long seed) {
        shapes.putAll(EncoderVariables.required(config));
        shapes.putAll(EncoderVariables.optional(config));
        this.seed = seed;
    }

    @Override
    public Set<String> names() {
        return shapes.keySet();
    }

    @Override
    public Shape shape(String name) {
        Shape shape = shapes.get(name);
        if (shape == null) {
            throw new CheckpointException("a random BERT has no variable " + name);
        }
        return shape;
    }

    @Override
    public void read(String name, FloatDataBuffer into) {
        long size = shape(name).size();
        if (into.size() < size) {
            throw new CheckpointException(
                    "variable %s has %d numbers, but there is room for %d"
                            .formatted(name, size, into.size()));
        }
        Random random = new Random(seed * 31 + name.hashCode());
        float centre = name.endsWith("gamma") ? 1f : 0f;
        for (long i = 0; i < size; i++) {
            into.setFloat(centre + (float) (RANGE * random.nextGaussian()), i);
        }
    }
}
