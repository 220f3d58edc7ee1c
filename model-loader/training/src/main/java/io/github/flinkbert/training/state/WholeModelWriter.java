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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Writes a model whose own weights were trained, as Google releases and fine-tunes one. Heads of
 * the checkpoint that were not trained with it are left out: on an encoder that has changed they
 * would answer nonsense.
 */
@Internal
public final class WholeModelWriter {

    /** Where heads are, but those with labels. */
    private static final String HEADS = "cls/";

    private static final String LABELS = "output_weights";
    private static final String LABELS_BIAS = "output_bias";

    private WholeModelWriter() {}

    /**
     * The checkpoint's heads that were not trained, as Google names them, such as {@code
     * cls/seq_relationship}: sorted.
     *
     * @param trained names of the trained variables
     */
    public static List<String> leftOut(Checkpoint checkpoint, Set<String> trained) {
        return checkpoint.weights().names().stream()
                .filter(name -> isHead(name) && !trained.contains(name))
                .map(WholeModelWriter::head)
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isHead(String variable) {
        return variable.startsWith(HEADS)
                || variable.equals(LABELS)
                || variable.equals(LABELS_BIAS);
    }

    private static String head(String variable) {
        if (!variable.startsWith(HEADS)) {
            return LABELS;
        }
        int end = variable.indexOf('/', HEADS.length());
        return end < 0 ? variable : variable.substring(0, end);
    }

    /**
     * @param head that was trained; empty where the checkpoint's own was used
     * @param trained the trained variables by Google's names, row-major; the encoder's others are
     *     the checkpoint's
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
        base.names().stream()
                .filter(name -> !isHead(name))
                .forEach(name -> all.put(name, base.shape(name)));
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
