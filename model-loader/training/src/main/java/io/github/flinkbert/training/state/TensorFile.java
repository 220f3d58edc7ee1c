package io.github.flinkbert.training.state;

import io.github.flinkbert.tensor.SafetensorsFile;
import io.github.flinkbert.tensor.SafetensorsWriter;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.tensor.TensorStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Tensors in a file that is there whole or not at all. */
final class TensorFile {

    private TensorFile() {}

    static void write(Path file, Map<String, Shape> shapes, Function<String, float[]> values)
            throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        SafetensorsWriter.write(unfinished, new ComputedWeights(shapes, values));
        Files.move(
                unfinished,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    static void read(Path file, BiConsumer<String, float[]> into) {
        for (StoredTensor tensor : SafetensorsFile.open(file).values()) {
            float[] values = new float[Math.toIntExact(tensor.size())];
            TensorStream.read(tensor, DataBuffers.of(values, false, false));
            into.accept(tensor.name(), values);
        }
    }
}
