package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;

/** Reads {@code bert_config.json}, as {@code BertConfig} of Google's {@code modeling.py} does. */
final class ConfigFile {

    private ConfigFile() {}

    static BertConfig read(Path file) {
        JsonNode json = Json.read(file);
        return of(json, file, activation(json.path("hidden_act").asText("gelu"), file));
    }

    /** The fields that Google's and Hugging Face's files have alike; their activations differ. */
    static BertConfig of(JsonNode json, Path file, Activation activation) {
        return new BertConfig(
                Json.positive(json, "vocab_size", file),
                Json.positive(json, "hidden_size", file),
                Json.positive(json, "num_hidden_layers", file),
                Json.positive(json, "num_attention_heads", file),
                Json.positive(json, "intermediate_size", file),
                Json.positive(json, "max_position_embeddings", file),
                Json.positive(json, "type_vocab_size", file),
                activation,
                json.path("layer_norm_eps").asDouble(BertConfig.GOOGLE_LAYER_NORM_EPSILON));
    }

    private static Activation activation(String name, Path file) {
        return switch (name) {
            case "gelu", "gelu_new" -> Activation.GELU_TANH;
            case "relu" -> Activation.RELU;
            default ->
                    throw new CheckpointException(
                            "%s: unknown activation \"%s\" in hidden_act; expected gelu or relu"
                                    .formatted(file, name));
        };
    }
}
