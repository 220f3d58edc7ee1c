package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.tensor.TensorStream;
import io.github.flinkbert.tensor.Weights;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/** Weights whose every variable is one stored tensor, as it is or transposed. */
final class MappedWeights implements Weights {

    /** How a file lays a matrix out, compared with Google. */
    enum Layout {
        AS_STORED,
        /** Stored as [out, in], as PyTorch's linear layers are. */
        TRANSPOSED
    }

    /** The tensor behind a variable. */
    record Source(StoredTensor tensor, Layout layout) {

        Shape shape() {
            Shape stored = tensor.shape();
            return layout == Layout.AS_STORED ? stored : Shape.of(stored.get(1), stored.get(0));
        }

        void read(FloatDataBuffer into) {
            if (layout == Layout.AS_STORED) {
                TensorStream.read(tensor, into);
            } else {
                TensorStream.readTransposed(tensor, into);
            }
        }
    }

    private final Map<String, Source> sources;

    /** The first variable that is read from a source. */
    private final Map<Source, String> first = new HashMap<>();

    MappedWeights(Map<String, Source> sources) {
        this.sources = Collections.unmodifiableMap(new TreeMap<>(sources));
        this.sources.forEach((name, source) -> first.putIfAbsent(source, name));
    }

    @Override
    public String sharedWith(String name) {
        return first.getOrDefault(source(name), name);
    }

    /** What each variable is read from, by canonical name, in the names' order. */
    Map<String, Source> sources() {
        return sources;
    }

    /** The same weights, less those whose names begin so. */
    MappedWeights without(String prefix) {
        Map<String, Source> left = new TreeMap<>(sources);
        left.keySet().removeIf(name -> name.startsWith(prefix));
        return new MappedWeights(left);
    }

    @Override
    public Set<String> names() {
        return sources.keySet();
    }

    @Override
    public Shape shape(String name) {
        return source(name).shape();
    }

    @Override
    public void read(String name, FloatDataBuffer into) {
        source(name).read(into);
    }

    private Source source(String name) {
        Source source = sources.get(name);
        if (source == null) {
            throw new CheckpointException("the checkpoint has no variable " + name);
        }
        return source;
    }
}
