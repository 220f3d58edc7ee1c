package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import org.apache.flink.annotation.Internal;

/** Reads Hugging Face's {@code config.json}; refuses what would not be computed as it says. */
@Internal
public final class HuggingFaceConfig {

    public static final String FILE = "config.json";

    private HuggingFaceConfig() {}

    static BertConfig read(JsonNode json, Path file) {
        requireBert(json, file);
        return plain(json, file);
    }

    /** The fields that BERT's file has, whatever model it is said to be of. */
    public static BertConfig plain(JsonNode json, Path file) {
        return ConfigFile.of(json, file, activation(json, "hidden_act", file));
    }

    private static void requireBert(JsonNode json, Path file) {
        expect(json, "model_type", "bert", file);
        requirePlainEncoder(json, file);
    }

    /**
     * What the folders of BERT and of its relatives may say alike.
     *
     * @throws CheckpointException if it is no encoder, has other positions, or quantised weights
     */
    public static void requirePlainEncoder(JsonNode json, Path file) {
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

    /** The field that says the feed-forward layer's activation; gelu where it is left out. */
    public static Activation activation(JsonNode json, String field, Path file) {
        String name = json.path(field).asText("gelu");
        return switch (name) {
            case "gelu" -> Activation.GELU_ERF;
            case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> Activation.GELU_TANH;
            case "relu" -> Activation.RELU;
            default ->
                    throw new CheckpointException(
                            ("%s: unknown activation \"%s\" in %s; expected gelu, gelu_new or"
                                            + " relu")
                                    .formatted(file, name, field));
        };
    }

    /**
     * A configuration's file.
     *
     * @throws CheckpointException if it is missing or no JSON object
     */
    public static JsonNode json(Path file) {
        return Json.read(file);
    }

    /**
     * @throws CheckpointException if the field is not a positive whole number
     */
    public static int positive(JsonNode json, String field, Path file) {
        return Json.positive(json, field, file);
    }
}
