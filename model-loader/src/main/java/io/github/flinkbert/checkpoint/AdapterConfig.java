package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * PEFT's {@code adapter_config.json} of a LoRA adapter; what would not be computed as it says is
 * refused.
 *
 * @param base {@code base_model_name_or_path}, as it stands there
 * @param task {@code task_type}, such as {@code TOKEN_CLS}; empty where there is none
 * @param rank {@code r}
 * @param scale what the product of the two matrices is multiplied by: {@code lora_alpha / r}, or
 *     {@code lora_alpha / sqrt(r)} for rank-stabilised LoRA
 * @param targets modules by the ends of their names; empty where a pattern names them
 * @param pattern modules by a pattern that their whole name matches
 * @param layers the only layers that are changed; empty for all
 */
record AdapterConfig(
        Optional<String> base,
        String task,
        int rank,
        float scale,
        List<String> targets,
        Optional<Pattern> pattern,
        List<Integer> layers) {

    static AdapterConfig read(Path file) {
        JsonNode json = Json.read(file);
        String type = json.path("peft_type").asText("");
        if (!type.equals("LORA")) {
            throw new CheckpointException(
                    "%s: peft_type is \"%s\", but \"LORA\" is expected".formatted(file, type));
        }
        requireWithout(json, file, "use_dora", "fan_in_fan_out", "lora_bias");
        for (String field : List.of("rank_pattern", "alpha_pattern")) {
            if (!json.path(field).isEmpty()) {
                throw new CheckpointException(
                        "%s: %s is not supported; expected one rank and alpha for all modules"
                                .formatted(file, field));
            }
        }
        String bias = json.path("bias").asText("none");
        if (!bias.equals("none")) {
            throw new CheckpointException(
                    "%s: bias is \"%s\", but \"none\" is expected".formatted(file, bias));
        }
        int rank = Json.positive(json, "r", file);
        double alpha = json.path("lora_alpha").asDouble(Double.NaN);
        if (!(alpha > 0)) {
            throw new CheckpointException(
                    "%s: lora_alpha must be a positive number, found %s"
                            .formatted(file, json.path("lora_alpha")));
        }
        double divisor = json.path("use_rslora").asBoolean(false) ? Math.sqrt(rank) : rank;
        JsonNode targets = json.path("target_modules");
        return new AdapterConfig(
                Optional.ofNullable(json.path("base_model_name_or_path").textValue()),
                json.path("task_type").asText(""),
                rank,
                (float) (alpha / divisor),
                targets.isArray() ? texts(targets) : List.of(),
                targets.isTextual()
                        ? Optional.of(pattern(targets.asText(), file))
                        : Optional.empty(),
                layers(json.path("layers_to_transform"), file));
    }

    private static void requireWithout(JsonNode json, Path file, String... fields) {
        for (String field : fields) {
            if (json.path(field).asBoolean(false)) {
                throw new CheckpointException(
                        "%s: %s is true, which is not supported; expected plain LoRA"
                                .formatted(file, field));
            }
        }
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return List.copyOf(texts);
    }

    private static Pattern pattern(String text, Path file) {
        try {
            return Pattern.compile(text.equals("all-linear") ? ".*" : text);
        } catch (PatternSyntaxException e) {
            throw new CheckpointException(
                    "%s: target_modules \"%s\" is no pattern: %s"
                            .formatted(file, text, e.getDescription()),
                    e);
        }
    }

    private static List<Integer> layers(JsonNode json, Path file) {
        List<Integer> layers = new ArrayList<>();
        Iterable<JsonNode> each = json.isArray() ? json : List.of(json);
        for (JsonNode layer : each) {
            if (layer.isNull() || layer.isMissingNode()) {
                continue;
            }
            if (!layer.isInt() || layer.asInt() < 0) {
                throw new CheckpointException(
                        "%s: layers_to_transform must hold layer numbers, found %s"
                                .formatted(file, layer));
            }
            layers.add(layer.asInt());
        }
        return List.copyOf(layers);
    }

    /** Whether these settings apply LoRA to a module, named as in Hugging Face's model. */
    boolean targets(String module) {
        return pattern.map(p -> p.matcher(module).matches())
                .orElseGet(() -> targets.stream().anyMatch(target -> names(target, module)));
    }

    static boolean names(String target, String module) {
        return module.equals(target) || module.endsWith("." + target);
    }
}
