package io.github.flinkbert.family.gpt;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.Json;
import io.github.flinkbert.checkpoint.Said;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;

/**
 * What {@code config.json} of a Hugging Face folder says, of GPT-1 and GPT-2 alike. What would
 * change a number and is not obeyed is refused.
 *
 * @param json its content
 * @param file where it was read from
 */
record HubSettings(JsonNode json, Path file) {

    /**
     * @throws CheckpointException if the model is another than OpenAI's code makes
     */
    void requirePlain() {
        for (String key : new String[] {"AutoModel", "AutoModelForCausalLM"}) {
            if (json.path("auto_map").hasNonNull(key)) {
                throw Said.refusal(
                        file,
                        "auto_map." + key,
                        json.path("auto_map").path(key),
                        "none: code that comes with a model is not run");
            }
        }
        if (flag("add_cross_attention", false)) {
            throw Said.refusal(
                    file, "add_cross_attention", true, "false: no other sequence is read");
        }
        if (json.hasNonNull("quantization_config")) {
            throw new CheckpointException(
                    "%s: its weights are quantised; float32, float16 or bfloat16 is expected"
                            .formatted(file));
        }
        if (!json.path("pruned_heads").isEmpty()) {
            throw Said.refusal(file, "pruned_heads", json.path("pruned_heads"), "none");
        }
    }

    /**
     * A size, under one of the two names that transformers takes.
     *
     * @throws CheckpointException if it is no positive whole number
     */
    int size(String name, String other) {
        return Json.positive(json, json.has(name) || !json.has(other) ? name : other, file);
    }

    boolean flag(String name, boolean usual) {
        return Said.flag(json, "", name, file).map(Said::value).orElse(usual);
    }

    /** Layer normalisation's epsilon. */
    double epsilon() {
        JsonNode value = json.path("layer_norm_epsilon");
        if (value.isMissingNode()) {
            return GptConfig.EPSILON;
        }
        if (!value.isNumber() || value.asDouble() <= 0) {
            throw Said.refusal(file, "layer_norm_epsilon", value, "a positive number");
        }
        return value.asDouble();
    }
}
