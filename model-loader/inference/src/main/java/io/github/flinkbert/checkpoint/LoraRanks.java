package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rank and the scale of each module that a LoRA adapter changes.
 *
 * <p>Source: PEFT's {@code get_pattern_key}: the first key counts that is a pattern of the module's
 * whole name, or of its end after a dot.
 *
 * @param rank {@code r}
 * @param alpha {@code lora_alpha}
 * @param rankStabilised whether alpha is divided by the root of the rank ({@code use_rslora})
 * @param rankPattern exceptions of {@code r}
 * @param alphaPattern exceptions of {@code lora_alpha}
 */
record LoraRanks(
        int rank,
        double alpha,
        boolean rankStabilised,
        Map<String, Special<Integer>> rankPattern,
        Map<String, Special<Double>> alphaPattern) {

    /** A value for the modules that a pattern matches. */
    record Special<T>(Pattern pattern, T value) {
        boolean isFor(String module) {
            return pattern.matcher(module).matches();
        }
    }

    static LoraRanks read(JsonNode json, Path file) {
        Map<String, Special<Integer>> ranks = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : json.path("rank_pattern").properties()) {
            JsonNode value = each.getValue();
            if (!value.isInt() || value.asInt() < 1) {
                throw Said.refusal(
                        file, "rank_pattern." + each.getKey(), value, "a positive whole number");
            }
            ranks.put(
                    each.getKey(),
                    new Special<>(pattern("rank_pattern", each.getKey(), file), value.asInt()));
        }
        Map<String, Special<Double>> alphas = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : json.path("alpha_pattern").properties()) {
            JsonNode value = each.getValue();
            if (!value.isNumber() || !(value.asDouble() > 0)) {
                throw Said.refusal(
                        file, "alpha_pattern." + each.getKey(), value, "a positive number");
            }
            alphas.put(
                    each.getKey(),
                    new Special<>(pattern("alpha_pattern", each.getKey(), file), value.asDouble()));
        }
        double alpha = json.path("lora_alpha").asDouble(Double.NaN);
        if (!(alpha > 0)) {
            throw new CheckpointException(
                    "%s: lora_alpha must be a positive number, found %s"
                            .formatted(file, json.path("lora_alpha")));
        }
        Optional<Said<Boolean>> stabilised = Said.flag(json, "", "use_rslora", file);
        return new LoraRanks(
                Json.positive(json, "r", file),
                alpha,
                stabilised.isPresent() && stabilised.get().value(),
                ranks,
                alphas);
    }

    private static Pattern pattern(String field, String key, Path file) {
        return AdapterConfig.pattern(field, "(?:.*\\.)?(?:" + key + ")", file);
    }

    int rank(String module) {
        return value(rankPattern, module).orElse(rank);
    }

    /** What the product of a module's two matrices is multiplied by. */
    float scale(String module) {
        int own = rank(module);
        return (float)
                (value(alphaPattern, module).orElse(alpha)
                        / (rankStabilised ? Math.sqrt(own) : own));
    }

    private static <T> Optional<T> value(Map<String, Special<T>> exceptions, String module) {
        return exceptions.values().stream()
                .filter(each -> each.isFor(module))
                .map(Special::value)
                .findFirst();
    }

    /**
     * @throws CheckpointException if an exception is for no module that the adapter changes
     */
    void requireUsed(Collection<String> modules, String adapter) {
        requireUsed("rank_pattern", rankPattern, modules, adapter);
        requireUsed("alpha_pattern", alphaPattern, modules, adapter);
    }

    private static <T> void requireUsed(
            String field,
            Map<String, Special<T>> exceptions,
            Collection<String> modules,
            String adapter) {
        exceptions.forEach(
                (key, special) -> {
                    if (modules.stream().noneMatch(special::isFor)) {
                        throw new CheckpointException(
                                ("%s: %s is not supported for \"%s\", which names no module that it"
                                                + " has tensors for")
                                        .formatted(adapter, field, key));
                    }
                });
    }
}
