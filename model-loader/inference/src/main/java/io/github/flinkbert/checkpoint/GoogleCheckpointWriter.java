package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.TensorBundleWriter;
import io.github.flinkbert.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Writes a checkpoint as Google releases one: {@code bert_config.json}, {@code vocab.txt}, {@code
 * bert_model.ckpt.*}. Google's own scripts read it, and so does {@link Checkpoints}.
 */
@Internal
public final class GoogleCheckpointWriter {

    private static final String PREFIX = "bert_model.ckpt";

    private GoogleCheckpointWriter() {}

    /**
     * @param folder made if it is not there
     * @param pieces the vocabulary, in the order of its ids
     * @param weights every variable goes into the checkpoint, one in memory at a time
     * @throws CheckpointException if the configuration cannot be said in Google's words
     */
    public static void write(Path folder, BertConfig config, List<String> pieces, Weights weights)
            throws IOException {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(BundleRelease.CONFIG),
                new JsonMapper()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(fields(config)));
        Files.writeString(folder.resolve("vocab.txt"), String.join("\n", pieces) + "\n");
        try (TensorBundleWriter writer = TensorBundleWriter.create(folder, PREFIX)) {
            for (String name : weights.names()) {
                Shape shape = weights.shape(name);
                FloatDataBuffer values = DataBuffers.ofFloats(shape.size());
                weights.read(name, values);
                writer.put(name, shape, values);
            }
        }
    }

    private static Map<String, Object> fields(BertConfig config) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("hidden_act", word(config.activation()));
        fields.put("hidden_size", config.hiddenSize());
        fields.put("intermediate_size", config.intermediateSize());
        fields.put("layer_norm_eps", config.layerNormEpsilon());
        fields.put("max_position_embeddings", config.maxPositions());
        fields.put("num_attention_heads", config.heads());
        fields.put("num_hidden_layers", config.layers());
        fields.put("type_vocab_size", config.segmentTypes());
        fields.put("vocab_size", config.vocabularySize());
        fields.put("attention_probs_dropout_prob", 0.1);
        fields.put("hidden_dropout_prob", 0.1);
        fields.put("initializer_range", 0.02);
        return fields;
    }

    private static String word(Activation activation) {
        return switch (activation) {
            case GELU_TANH -> "gelu";
            case RELU -> "relu";
            case GELU_ERF ->
                    throw new CheckpointException(
                            "GELU by the error function has no name in Google's bert_config.json,"
                                    + " where gelu is the tanh form");
        };
    }
}
