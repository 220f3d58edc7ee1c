package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
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
 * <p>Source: PEFT's {@code LoraConfig} and {@code check_target_module_exists}.
 *
 * @param base {@code base_model_name_or_path}, as it stands there
 * @param revision which weights these are, where it says so by their {@link WeightsFingerprint}
 * @param task {@code task_type}, such as {@code TOKEN_CLS}; empty where there is none
 * @param ranks {@code r}, {@code lora_alpha} and their exceptions
 * @param targets modules by the ends of their names; empty where a pattern names them
 * @param pattern modules by a pattern that their whole name matches
 * @param excluded modules that are none of the targets, though they would match
 * @param layers the only layers that are changed; empty for all
 */
record AdapterConfig(
        Optional<String> base,
        Optional<String> revision,
        String task,
        LoraRanks ranks,
        List<String> targets,
        Optional<Pattern> pattern,
        Excluded excluded,
        List<Integer> layers) {

    /**
     * {@code exclude_modules}.
     *
     * @param names ends of names
     * @param pattern of whole names
     */
    record Excluded(List<String> names, Optional<Pattern> pattern) {

        boolean has(String module) {
            return pattern.map(p -> p.matcher(module).matches())
                    .orElseGet(
                            () ->
                                    names.stream()
                                            .anyMatch(name -> AdapterConfig.names(name, module)));
        }

        boolean isEmpty() {
            return names.isEmpty() && pattern.isEmpty();
        }
    }

    static AdapterConfig read(Path file) {
        JsonNode json = Json.read(file);
        String type = json.path("peft_type").asText("");
        if (!type.equals("LORA")) {
            throw new CheckpointException(
                    "%s: peft_type is \"%s\", but \"LORA\" is expected".formatted(file, type));
        }
        AdapterVariants.requirePlainLora(json, file);
        JsonNode targets = json.path("target_modules");
        JsonNode excluded = json.path("exclude_modules");
        return new AdapterConfig(
                Optional.ofNullable(json.path("base_model_name_or_path").textValue()),
                Optional.ofNullable(json.path("revision").textValue())
                        .filter(WeightsFingerprint::isOne),
                json.path("task_type").asText(""),
                LoraRanks.read(json, file),
                texts(targets),
                targets.isTextual()
                        ? Optional.of(
                                pattern(
                                        "target_modules",
                                        targets.asText().equals("all-linear")
                                                ? ".*"
                                                : targets.asText(),
                                        file))
                        : Optional.empty(),
                new Excluded(
                        texts(excluded),
                        excluded.isTextual() && !excluded.asText().isEmpty()
                                ? Optional.of(pattern("exclude_modules", excluded.asText(), file))
                                : Optional.empty()),
                layers(json.path("layers_to_transform"), file));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(each -> texts.add(each.asText()));
        }
        return List.copyOf(texts);
    }

    static Pattern pattern(String field, String text, Path file) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new CheckpointException(
                    "%s: %s \"%s\" is no pattern: %s"
                            .formatted(file, field, text, e.getDescription()),
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
        return !excluded.has(module)
                && pattern.map(p -> p.matcher(module).matches())
                        .orElseGet(
                                () -> targets.stream().anyMatch(target -> names(target, module)));
    }

    static boolean names(String target, String module) {
        return module.equals(target) || module.endsWith("." + target);
    }
}
