package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.NormalizationStep;
import io.github.flinkbert.text.WordStep;
import io.github.flinkbert.text.WordStep.SpaceBefore;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * {@code normalizer} and {@code pre_tokenizer} of a {@code tokenizer.json}; those of other types
 * are refused.
 *
 * @param file where they were read from
 */
record UnigramSteps(Path file) {

    private static final String SPACES = " {2,}";

    List<NormalizationStep> normalization(JsonNode json, String at) {
        if (json.isNull() || json.isMissingNode()) {
            return List.of();
        }
        String type = json.path("type").asText();
        if (type.equals("Sequence")) {
            List<NormalizationStep> all = new ArrayList<>();
            for (JsonNode each : json.path("normalizers")) {
                all.addAll(normalization(each, at + ".normalizers[%d]".formatted(all.size())));
            }
            return all;
        }
        return switch (type) {
            case "Precompiled" -> precompiled(json.path("precompiled_charsmap"), at);
            case "NFC", "NFD", "NFKC", "NFKD" ->
                    List.of(NormalizationStep.form(Normalizer.Form.valueOf(type)));
            case "Lowercase" -> List.of(NormalizationStep.lowerCase());
            case "StripAccents" -> List.of(NormalizationStep.withoutMarks());
            case "Nmt" -> List.of(NormalizationStep.nmt());
            case "Strip" ->
                    List.of(
                            NormalizationStep.strip(
                                    flag(json, at, "strip_left"), flag(json, at, "strip_right")));
            case "Prepend" -> List.of(NormalizationStep.prepend(text(json, at, "prepend")));
            case "Replace" -> List.of(replace(json, at));
            default ->
                    throw Said.refusal(
                            file,
                            at,
                            "of type " + json.path("type"),
                            "Precompiled, NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Nmt,"
                                    + " Strip, Prepend, Replace or a Sequence of these");
        };
    }

    private List<NormalizationStep> precompiled(JsonNode charsMap, String at) {
        try {
            byte[] bytes = Base64.getDecoder().decode(charsMap.asText());
            return bytes.length == 0 ? List.of() : List.of(NormalizationStep.precompiled(bytes));
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    "%s: %s.precompiled_charsmap: %s".formatted(file, at, e.getMessage()), e);
        }
    }

    private NormalizationStep replace(JsonNode json, String at) {
        String content = text(json, at, "content");
        JsonNode pattern = json.path("pattern");
        if (pattern.path("Regex").asText().equals(SPACES)) {
            return NormalizationStep.replaceRunsOfSpaces(content);
        }
        if (!pattern.path("String").isTextual() || pattern.path("String").asText().isEmpty()) {
            throw Said.refusal(
                    file,
                    at + ".pattern",
                    pattern,
                    "a String, or the Regex \"%s\"".formatted(SPACES));
        }
        return NormalizationStep.replace(pattern.path("String").asText(), content);
    }

    private String text(JsonNode json, String at, String field) {
        if (!json.path(field).isTextual()) {
            throw Said.refusal(file, at + "." + field, json.path(field), "a text");
        }
        return json.path(field).asText();
    }

    private boolean flag(JsonNode json, String at, String field) {
        return Said.flag(json, at + ".", field, file)
                .map(Said::value)
                .orElseThrow(
                        () -> Said.refusal(file, at + "." + field, "missing", "true or false"));
    }

    List<WordStep> words(JsonNode json, String at) {
        if (json.isNull() || json.isMissingNode()) {
            return List.of();
        }
        String type = json.path("type").asText();
        return switch (type) {
            case "Sequence" -> {
                List<WordStep> all = new ArrayList<>();
                for (JsonNode each : json.path("pretokenizers")) {
                    all.addAll(words(each, at + ".pretokenizers[%d]".formatted(all.size())));
                }
                yield all;
            }
            case "WhitespaceSplit" -> List.of(WordStep.atWhiteSpace());
            case "Metaspace" -> List.of(metaspace(json, at));
            default ->
                    throw Said.refusal(
                            file,
                            at,
                            "of type " + json.path("type"),
                            "WhitespaceSplit, Metaspace or a Sequence of these");
        };
    }

    private WordStep metaspace(JsonNode json, String at) {
        String mark = json.path("replacement").asText();
        if (mark.codePointCount(0, mark.length()) != 1) {
            throw Said.refusal(
                    file, at + ".replacement", json.path("replacement"), "one character");
        }
        Optional<Said<Boolean>> prefix = Said.flag(json, at + ".", "add_prefix_space", file);
        String scheme = json.path("prepend_scheme").asText("always");
        boolean always = prefix.map(Said::value).orElse(true);
        SpaceBefore before =
                switch (scheme) {
                    case "always" -> always ? SpaceBefore.ALWAYS : SpaceBefore.NEVER;
                    case "first" -> SpaceBefore.FIRST;
                    case "never" -> SpaceBefore.NEVER;
                    default ->
                            throw Said.refusal(
                                    file,
                                    at + ".prepend_scheme",
                                    json.path("prepend_scheme"),
                                    "always, first or never");
                };
        if (json.has("prepend_scheme")
                && prefix.isPresent()
                && always != (before != SpaceBefore.NEVER)) {
            throw Said.refusal(
                    file,
                    at + ".add_prefix_space",
                    always,
                    "what prepend_scheme says, %s".formatted(scheme));
        }
        boolean split = Said.flag(json, at + ".", "split", file).map(Said::value).orElse(true);
        return WordStep.metaspace(mark.codePointAt(0), before, split);
    }
}
