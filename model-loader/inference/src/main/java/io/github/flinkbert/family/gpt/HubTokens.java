package io.github.flinkbert.family.gpt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.flinkbert.checkpoint.Json;
import io.github.flinkbert.checkpoint.Said;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What the files of a Hugging Face folder say of tokens beside the pieces. Special tokens have ids,
 * and text never makes them; others would be looked for in text, and are refused.
 *
 * <p>Source: {@code PreTrainedTokenizerBase._from_pretrained} of transformers.
 */
final class HubTokens {

    static final String CONFIG = "tokenizer_config.json";
    static final String WHOLE = "tokenizer.json";

    private static final String MAP = "special_tokens_map.json";
    private static final String ADDED = "added_tokens.json";
    private static final String CLASS = "tokenizer_class";

    /** Classes that take everything from {@code tokenizer.json}. */
    private static final Set<String> OF_TOKENIZER_JSON =
            Set.of("PreTrainedTokenizer", "PreTrainedTokenizerFast", "TokenizersBackend");

    private static final List<String> SINGLE =
            List.of(
                    "bos_token",
                    "eos_token",
                    "unk_token",
                    "pad_token",
                    "cls_token",
                    "sep_token",
                    "mask_token");

    private HubTokens() {}

    /** A file's object, or nothing where there is no such file. */
    static JsonNode read(Path file) {
        return Files.isRegularFile(file) ? Json.read(file) : MissingNode.getInstance();
    }

    /** {@code tokenizer.json} where the folder has one. */
    static Optional<JsonNode> whole(Path folder) {
        Path file = folder.resolve(WHOLE);
        return Files.isRegularFile(file) ? Optional.of(Json.read(file)) : Optional.empty();
    }

    /** What there is is read; a fault in what it says is one of the folder. */
    static <T> T of(Path folder, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    /**
     * Refuses a folder whose texts are cut by another class than the family's.
     *
     * @param name of that class, without {@code Fast}
     */
    static void requireClass(Path folder, String name) {
        boolean whole = Files.isRegularFile(folder.resolve(WHOLE));
        for (String each : List.of(CONFIG, "config.json")) {
            Path file = folder.resolve(each);
            JsonNode json = read(file);
            if (json.path("auto_map").hasNonNull("AutoTokenizer")) {
                throw Said.refusal(
                        file,
                        "auto_map.AutoTokenizer",
                        json.path("auto_map").path("AutoTokenizer"),
                        "a %s: code that comes with a model is not run".formatted(name));
            }
            if (json.hasNonNull(CLASS)) {
                String found = json.path(CLASS).asText();
                boolean known = found.equals(name) || found.equals(name + "Fast");
                if (!known && !(whole && OF_TOKENIZER_JSON.contains(found))) {
                    throw Said.refusal(file, CLASS, json.path(CLASS), '"' + name + '"');
                }
            }
        }
    }

    /**
     * The tokens that are added to the pieces, with their ids.
     *
     * @throws CheckpointException if one is not special, or has no id
     */
    static Map<String, Integer> added(Path folder) {
        Map<String, Integer> ids = new TreeMap<>();
        Path wholeFile = folder.resolve(WHOLE);
        for (JsonNode each : read(wholeFile).path("added_tokens")) {
            put(ids, each, each.path("id").asInt(-1), "added_tokens", wholeFile);
        }
        Path config = folder.resolve(CONFIG);
        for (Map.Entry<String, JsonNode> each :
                read(config).path("added_tokens_decoder").properties()) {
            String id = each.getKey();
            put(
                    ids,
                    each.getValue(),
                    id.matches("\\d{1,9}") ? Integer.parseInt(id) : -1,
                    "added_tokens_decoder",
                    config);
        }
        Path added = folder.resolve(ADDED);
        Set<String> special = special(read(config));
        special.addAll(special(read(folder.resolve(MAP))));
        for (Map.Entry<String, JsonNode> each : read(added).properties()) {
            if (!special.contains(each.getKey()) && !ids.containsKey(each.getKey())) {
                throw Said.refusal(
                        added, each.getKey(), each.getValue(), "no token but special ones");
            }
            put(ids, each.getKey(), each.getValue().asInt(-1), added);
        }
        return ids;
    }

    private static void put(
            Map<String, Integer> ids, JsonNode token, int id, String field, Path file) {
        if (!token.path("special").asBoolean(false)) {
            throw Said.refusal(file, field, token, "no token but special ones");
        }
        put(ids, token.path("content").asText(), id, file);
    }

    private static void put(Map<String, Integer> ids, String token, int id, Path file) {
        Integer known = ids.put(token, id);
        if (id < 0 || (known != null && known != id)) {
            throw new CheckpointException(
                    "%s gives the token \"%s\" the id %d; expected %s"
                            .formatted(file, token, id, known == null ? "one from 0 on" : known));
        }
    }

    private static Set<String> special(JsonNode json) {
        Set<String> tokens = new HashSet<>();
        for (String each : SINGLE) {
            tokens.add(content(json.path(each)));
        }
        json.path("additional_special_tokens").forEach(each -> tokens.add(content(each)));
        tokens.remove("");
        return tokens;
    }

    private static String content(JsonNode token) {
        return (token.isObject() ? token.path("content") : token).asText("");
    }
}
