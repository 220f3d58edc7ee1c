package io.github.flinkbert.family.gpt;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.tensor.NumberFormat;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.tensor.TensorStream;
import io.github.flinkbert.tensor.Weights;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/** A GPT's variables, each in one stretch of a file or in several, one behind the other. */
final class GptWeights implements Weights {

    /**
     * Where a variable's numbers lie, row-major.
     *
     * @param stretches the rest of the variable is in the next one
     */
    record Stored(Shape shape, List<StoredTensor> stretches) {

        /** A whole tensor, without leading axes of length 1 that OpenAI's kernels have. */
        static Stored of(StoredTensor tensor) {
            if (tensor.format() == NumberFormat.OTHER) {
                throw new CheckpointException(
                        "%s in %s is not stored as float32, float16 or bfloat16"
                                .formatted(tensor.name(), tensor.file()));
            }
            Shape shape = tensor.shape();
            boolean kernel = shape.numDimensions() == 3 && shape.get(0) == 1;
            return new Stored(
                    kernel ? Shape.of(shape.get(1), shape.get(2)) : shape, List.of(tensor));
        }
    }

    private final Map<String, Stored> variables;

    GptWeights(Map<String, Stored> variables) {
        this.variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    }

    @Override
    public Set<String> names() {
        return variables.keySet();
    }

    @Override
    public Shape shape(String name) {
        return stored(name).shape();
    }

    @Override
    public void read(String name, FloatDataBuffer into) {
        Stored stored = stored(name);
        if (into.size() < stored.shape().size()) {
            throw new CheckpointException(
                    "%s has %d numbers, but there is room for %d"
                            .formatted(name, stored.shape().size(), into.size()));
        }
        long at = 0;
        for (StoredTensor stretch : stored.stretches()) {
            TensorStream.read(stretch, into.offset(at));
            at += stretch.size();
        }
    }

    private Stored stored(String name) {
        Stored stored = variables.get(name);
        if (stored == null) {
            throw new CheckpointException("the checkpoint has no variable " + name);
        }
        return stored;
    }

    /** Where each variable is, and the bytes of the files that hold the numbers: for a digest. */
    String described(FileDigests digests) {
        StringBuilder text = new StringBuilder();
        Map<String, String> files = new TreeMap<>();
        variables.forEach(
                (name, stored) -> {
                    text.append(name).append(' ').append(stored.shape());
                    for (StoredTensor stretch : stored.stretches()) {
                        String file =
                                files.computeIfAbsent(
                                        stretch.file().toString(),
                                        path -> digests.of(stretch.file()));
                        text.append(
                                " %s %d %d %s"
                                        .formatted(
                                                stretch.format(),
                                                stretch.offset(),
                                                stretch.size(),
                                                file));
                    }
                    text.append('\n');
                });
        return text.toString();
    }
}
