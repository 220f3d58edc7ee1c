package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.ndarray.Shape;

/**
 * A miniature as Hugging Face would save it: other names, linear layers transposed, and the exact
 * GELU where Google's is approximate.
 */
public final class HuggingFaceMiniature {

    private HuggingFaceMiniature() {}

    public static ArrayWeights tensors(MiniatureCheckpoint miniature, String prefix) {
        Map<String, ArrayWeights.Variable> tensors = new TreeMap<>();
        for (String name : miniature.weights().names()) {
            Shape shape = miniature.weights().shape(name);
            float[] values = miniature.values(name);
            boolean kernel = name.endsWith("/kernel");
            tensors.put(
                    name(name, prefix),
                    kernel
                            ? new ArrayWeights.Variable(
                                    Shape.of(shape.get(1), shape.get(0)),
                                    transposed(values, (int) shape.get(0), (int) shape.get(1)))
                            : new ArrayWeights.Variable(shape, values));
        }
        return new ArrayWeights(tensors);
    }

    static String name(String google, String prefix) {
        if (google.equals("cls/predictions/output_bias")) {
            return "cls.predictions.bias";
        }
        return google.replaceFirst("^bert/", prefix)
                .replaceAll("layer_(\\d+)", "layer.$1")
                .replace('/', '.')
                .replaceFirst("(kernel|gamma)$", "weight")
                .replaceFirst("beta$", "bias")
                .replaceFirst("_embeddings$", "_embeddings.weight");
    }

    static float[] transposed(float[] values, int rows, int columns) {
        float[] transposed = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                transposed[column * rows + row] = values[row * columns + column];
            }
        }
        return transposed;
    }

    public static Path write(
            Path folder, MiniatureCheckpoint miniature, String architecture, ArrayWeights tensors)
            throws IOException {
        Files.createDirectories(folder);
        BertConfig config = miniature.config();
        Files.writeString(
                folder.resolve("config.json"),
                """
                {"architectures": ["%s"], "model_type": "bert", "hidden_act": "gelu",
                 "vocab_size": %d, "hidden_size": %d, "num_hidden_layers": %d,
                 "num_attention_heads": %d, "intermediate_size": %d,
                 "max_position_embeddings": %d, "type_vocab_size": %d, "layer_norm_eps": 1e-12,
                 "id2label": {"0": "O", "1": "B-PER", "2": "I-PER"}}
                """
                        .formatted(
                                architecture,
                                config.vocabularySize(),
                                config.hiddenSize(),
                                config.layers(),
                                config.heads(),
                                config.intermediateSize(),
                                config.maxPositions(),
                                config.segmentTypes()));
        Files.writeString(folder.resolve("tokenizer_config.json"), "{\"do_lower_case\": false}");
        Files.write(folder.resolve("vocab.txt"), miniature.pieces());
        SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);
        return folder;
    }
}
