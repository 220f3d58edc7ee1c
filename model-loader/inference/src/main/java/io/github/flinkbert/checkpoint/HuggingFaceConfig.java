package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;

/** Reads Hugging Face's {@code config.json}; refuses what would not be computed as it says. */
final class HuggingFaceConfig {

    static final String FILE = "config.json";

    private HuggingFaceConfig() {}

    static BertConfig read(JsonNode json, Path file) {
        requireBert(json, file);
        return ConfigFile.of(json, file, activation(json.path("hidden_act").asText("gelu"), file));
    }

    private static void requireBert(JsonNode json, Path file) {
        expect(json, "model_type", "bert", file);
        expect(json, "position_embedding_type", "absolute", file);
        for (String flag : new String[] {"is_decoder", "add_cross_attention"}) {
            if (json.path(flag).asBoolean(false)) {
                throw new CheckpointException(
                        "%s: %s is true, but only encoders are run".formatted(file, flag));
            }
        }
        if (json.hasNonNull("quantization_config")) {
            throw new CheckpointException(
                    "%s: its weights are quantised; float32, float16 or bfloat16 is expected"
                            .formatted(file));
        }
    }

    private static void expect(JsonNode json, String field, String expected, Path file) {
        String found = json.path(field).asText(expected);
        if (json.hasNonNull(field) && !found.equals(expected)) {
            throw new CheckpointException(
                    "%s: %s is \"%s\", but \"%s\" is expected"
                            .formatted(file, field, found, expected));
        }
    }

    private static Activation activation(String name, Path file) {
        return switch (name) {
            case "gelu" -> Activation.GELU_ERF;
            case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> Activation.GELU_TANH;
            case "relu" -> Activation.RELU;
            default ->
                    throw new CheckpointException(
                            ("%s: unknown activation \"%s\" in hidden_act; expected gelu, gelu_new"
                                            + " or relu")
                                    .formatted(file, name));
        };
    }
}
