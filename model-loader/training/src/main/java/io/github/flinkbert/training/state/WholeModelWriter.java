package io.github.flinkbert.training.state;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.GoogleCheckpointWriter;
import io.github.flinkbert.checkpoint.TokenizerConfigWriter;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.training.objective.TrainedHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Writes a model whose own weights were trained, as Google releases and fine-tunes one. */
@Internal
public final class WholeModelWriter {

    private WholeModelWriter() {}

    /**
     * @param head that was trained; empty where the checkpoint's own was used
     * @param trained the trained variables by Google's names, row-major; all others are the
     *     checkpoint's
     */
    public static void write(
            Path folder,
            Checkpoint checkpoint,
            Optional<TrainedHead> head,
            Map<String, Shape> shapes,
            Map<String, float[]> trained)
            throws IOException {
        Weights base = checkpoint.weights();
        Map<String, Shape> all = new LinkedHashMap<>();
        base.names().forEach(name -> all.put(name, base.shape(name)));
        all.putAll(shapes);
        GoogleCheckpointWriter.write(
                folder,
                checkpoint.config(),
                checkpoint.vocabulary().lines(),
                new ComputedWeights(
                        all,
                        name -> trained.containsKey(name) ? trained.get(name) : of(base, name)));
        TokenizerConfigWriter.write(folder, checkpoint);
        if (head.isPresent()) {
            LabelFile.write(folder, head.get());
        }
        Optional<String> architecture = head.flatMap(TrainedHead::architecture);
        if (architecture.isPresent()) {
            Files.writeString(
                    folder.resolve("config.json"),
                    "{\"architectures\": [\"%s\"]}\n".formatted(architecture.get()));
        }
    }

    private static float[] of(Weights base, String name) {
        float[] values = new float[Math.toIntExact(base.shape(name).size())];
        base.read(name, DataBuffers.of(values, false, false));
        return values;
    }
}
