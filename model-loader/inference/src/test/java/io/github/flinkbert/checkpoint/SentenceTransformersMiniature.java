package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.ndarray.Shape;

/** A small random BERT in a folder as sentence-transformers saves a model. */
public final class SentenceTransformersMiniature {

    /** Two layers of width 32, the exact GELU, 64 positions. */
    public static final BertConfig CONFIG =
            new BertConfig(
                    MiniatureCheckpoint.smallVocabulary().size(),
                    32,
                    2,
                    2,
                    64,
                    64,
                    2,
                    Activation.GELU_ERF,
                    1e-12);

    /** A Dense module's tensors. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Dense(int in, int out, float[] kernel, float[] bias, String activation) {

        /**
         * @param activation PyTorch's class, without its package
         */
        public static Dense of(int in, int out, boolean bias, String activation, long seed) {
            Random random = new Random(seed);
            return new Dense(
                    in, out, values(random, in * out), values(random, bias ? out : 0), activation);
        }

        private static float[] values(Random random, int count) {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (float) (0.3 * random.nextGaussian());
            }
            return values;
        }

        /** Writes the module's folder, as that library does. */
        public void write(Path folder) throws IOException {
            Files.createDirectories(folder);
            Files.writeString(
                    folder.resolve("config.json"),
                    """
                    {"in_features": %d, "out_features": %d, "bias": %s,
                     "activation_function": "torch.nn.modules.%s"}
                    """
                            .formatted(in, out, bias.length > 0, activation));
            ArrayWeights tensors =
                    new ArrayWeights(Map.of())
                            .with("linear.weight", Shape.of(out, in), kernel.clone());
            SafetensorsWriter.write(
                    folder.resolve("model.safetensors"),
                    bias.length > 0
                            ? tensors.with("linear.bias", Shape.of(out), bias.clone())
                            : tensors);
        }
    }

    private SentenceTransformersMiniature() {}

    /**
     * Writes the folder.
     *
     * @param pooling the Pooling module's settings, but for the braces
     * @param after the modules behind it: a {@link Dense}, or a module's name
     * @return the encoder's weights
     */
    public static ArrayWeights write(Path folder, String pooling, Object... after)
            throws IOException {
        MiniatureCheckpoint miniature =
                MiniatureCheckpoint.of(CONFIG, MiniatureCheckpoint.smallVocabulary(), 5);
        HuggingFaceMiniature.write(
                folder, miniature, "BertModel", HuggingFaceMiniature.tensors(miniature, ""));
        modules(folder, pooling, after);
        return miniature.weights();
    }

    /** Writes all that says how vectors are made. */
    public static void modules(Path folder, String pooling, Object... after) throws IOException {
        List<String> modules = new ArrayList<>();
        modules.add(module("", "Transformer"));
        modules.add(module("1_Pooling", "Pooling"));
        Files.writeString(
                Files.createDirectories(folder.resolve("1_Pooling")).resolve("config.json"),
                "{%s}".formatted(pooling));
        for (Object each : after) {
            String kind = each instanceof Dense ? "Dense" : each.toString();
            String path = modules.size() + "_" + kind;
            modules.add(module(path, kind));
            if (each instanceof Dense dense) {
                dense.write(folder.resolve(path));
            }
        }
        Files.writeString(
                folder.resolve("modules.json"), "[%s]".formatted(String.join(",\n ", modules)));
    }

    private static String module(String path, String kind) {
        return "{\"path\": \"%s\", \"type\": \"sentence_transformers.models.%s\"}"
                .formatted(path, kind);
    }

    /** Writes the settings of the whole model, but for the braces. */
    public static void settings(Path folder, String json) throws IOException {
        Files.writeString(
                folder.resolve("config_sentence_transformers.json"), "{%s}".formatted(json));
    }
}
