package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether the settings of a PEFT adapter are those of plain LoRA on the base model as it was: a
 * setting that would make other numbers is refused, and so is one that nobody here has heard of,
 * unless it is off.
 *
 * <p>Source: PEFT's {@code LoraConfig}, {@code LoraLayer.update_layer} and the initialisations that
 * it calls.
 */
final class AdapterVariants {

    /** Obeyed, by {@link AdapterConfig}, {@link LoraRanks} and {@link AdapterTensors}. */
    private static final Set<String> OBEYED =
            Set.of(
                    "peft_type",
                    "task_type",
                    "base_model_name_or_path",
                    "revision",
                    "r",
                    "lora_alpha",
                    "use_rslora",
                    "rank_pattern",
                    "alpha_pattern",
                    "target_modules",
                    "exclude_modules",
                    "modules_to_save",
                    "layers_to_transform");

    /** Of training, of how an adapter began, or of who wrote it. */
    private static final Set<String> HARMLESS =
            Set.of(
                    "auto_mapping",
                    "inference_mode",
                    "peft_version",
                    "lora_dropout",
                    "runtime_config",
                    "eva_config",
                    "corda_config",
                    "loftq_config",
                    "lora_ga_config",
                    "velora_config",
                    "qalora_group_size",
                    "megatron_core",
                    "ensure_weight_tying",
                    "merge_weights");

    /** Settings that make something else of LoRA, and what they do. */
    private static final Map<String, String> VARIANTS =
            Map.ofEntries(
                    Map.entry("use_dora", "scales each column by a trained length"),
                    Map.entry("fan_in_fan_out", "is for layers that BERT does not have"),
                    Map.entry("lora_bias", "adds a bias to each product"),
                    Map.entry("use_qalora", "pools the inputs of each product"),
                    Map.entry("use_bdlora", "makes the matrices block-diagonal"),
                    Map.entry("kasa_config", "truncates the base model's weights"),
                    Map.entry("arrow_config", "chooses among several adapters"),
                    Map.entry("monteclora_config", "draws weights at random"),
                    Map.entry("megatron_config", "is for layers that BERT does not have"),
                    Map.entry("layer_replication", "repeats layers of the base model"),
                    Map.entry("trainable_token_indices", "changes rows of the word embedding"),
                    Map.entry("alora_invocation_tokens", "changes the tokens after some alone"),
                    Map.entry("target_parameters", "changes parameters that are no modules"),
                    Map.entry("enable_lora", "changes parts of a module"));

    /** Initialisations that leave the base model as it is. */
    private static final Set<String> OF_THE_ADAPTER_ALONE =
            Set.of("true", "false", "null", "gaussian", "orthogonal", "eva", "mica");

    private static final List<String> CONVERTIBLE = List.of("pissa", "olora", "corda", "lora_ga");

    private AdapterVariants() {}

    /**
     * @throws CheckpointException if the settings are those of something else
     */
    static void requirePlainLora(JsonNode json, Path file) {
        requireInitialisation(json.path("init_lora_weights"), file);
        VARIANTS.forEach(
                (field, what) -> {
                    if (isOn(json.path(field))) {
                        throw new CheckpointException(
                                "%s: %s is %s, which is not supported: it %s; expected plain LoRA"
                                        .formatted(file, field, json.path(field), what));
                    }
                });
        String bias = json.path("bias").asText("none");
        if (!bias.equals("none")) {
            throw new CheckpointException(
                    "%s: bias is \"%s\", but \"none\" is expected".formatted(file, bias));
        }
        requireLayersPattern(json, file);
        for (Map.Entry<String, JsonNode> each : json.properties()) {
            if (!isKnown(each.getKey()) && isOn(each.getValue())) {
                throw Said.refusal(
                        file,
                        each.getKey(),
                        each.getValue(),
                        "it off, or left out: it is no known setting of LoRA, and may change what"
                                + " the adapter computes");
            }
        }
    }

    private static boolean isKnown(String field) {
        return OBEYED.contains(field)
                || HARMLESS.contains(field)
                || VARIANTS.containsKey(field)
                || Stream.of("init_lora_weights", "bias", "layers_pattern").anyMatch(field::equals);
    }

    private static boolean isOn(JsonNode value) {
        if (value.isContainerNode()) {
            return !value.isEmpty();
        }
        return value.isBoolean()
                ? value.asBoolean()
                : !value.isMissingNode() && !value.isNull() && !value.asText().isEmpty();
    }

    private static void requireInitialisation(JsonNode value, Path file) {
        String name = value.isMissingNode() ? "true" : value.asText().toLowerCase(Locale.ROOT);
        if (OF_THE_ADAPTER_ALONE.contains(name)) {
            return;
        }
        if (CONVERTIBLE.stream().anyMatch(name::startsWith)) {
            throw new CheckpointException(
                    ("%s: init_lora_weights is %s: the adapter stands on a base model whose weights"
                         + " that initialisation changed, and not on the released one; expected an"
                         + " adapter that was converted, by PEFT's save_pretrained(folder,"
                         + " path_initial_model_for_weight_conversion=…)")
                            .formatted(file, value));
        }
        if (name.startsWith("loftq")) {
            throw new CheckpointException(
                    ("%s: init_lora_weights is %s: the adapter stands on a base model whose weights"
                                    + " LoftQ quantised, and not on the released one, and cannot be"
                                    + " converted; expected one that was trained with another"
                                    + " initialisation, or merged into a checkpoint by PEFT")
                            .formatted(file, value));
        }
        throw Said.refusal(
                file,
                "init_lora_weights",
                value,
                "true, false, \"gaussian\", \"orthogonal\", \"eva\" or \"mica\", of which the base"
                        + " model's weights are known to stay as they are");
    }

    /** Layers of BERT are called {@code layer}; under another name PEFT finds none. */
    private static void requireLayersPattern(JsonNode json, Path file) {
        JsonNode pattern = json.path("layers_pattern");
        boolean named = pattern.asText().equals("layer");
        for (JsonNode each : pattern) {
            named |= each.asText().equals("layer");
        }
        if (isOn(pattern) && !named) {
            throw Said.refusal(file, "layers_pattern", pattern, "\"layer\", as BERT calls them");
        }
    }
}
