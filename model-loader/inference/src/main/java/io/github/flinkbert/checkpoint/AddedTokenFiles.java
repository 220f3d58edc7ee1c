package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.AddedToken;
import io.github.flinkbert.text.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tokens that a release adds to its WordPieces: {@code added_tokens} of {@code tokenizer.json},
 * {@code added_tokens_decoder} and {@code additional_special_tokens} of {@code
 * tokenizer_config.json}, {@code added_tokens.json}, {@code special_tokens_map.json}.
 *
 * <p>BERT's own special tokens are left out, though those files list them: text never makes them.
 *
 * <p>Source: {@code PreTrainedTokenizerBase._from_pretrained} of transformers.
 */
final class AddedTokenFiles {

    private record Found(AddedToken token, boolean special, Path file) {}

    private final Vocabulary vocabulary;
    private final Map<String, Found> found = new LinkedHashMap<>();

    /** BERT's own that are no WordPieces: they have ids, but are not looked for. */
    private final Map<Integer, String> unmatched = new TreeMap<>();

    private boolean splitsSpecial;

    private AddedTokenFiles(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * @param folder where the files may be
     * @param vocabulary the WordPieces
     * @throws CheckpointException if two files contradict each other, or a token has no id
     */
    static AddedTokenFiles read(
            Path folder, Optional<TokenizerJson> tokenizerJson, Vocabulary vocabulary) {
        AddedTokenFiles files = new AddedTokenFiles(vocabulary);
        tokenizerJson.ifPresent(
                tokenizer -> {
                    for (JsonNode each : tokenizer.json().path("added_tokens")) {
                        files.add(each, each.path("id").asInt(-1), tokenizer.file());
                    }
                });
        Path config = folder.resolve(TokenizerConfig.FILE);
        JsonNode configJson = TokenizerConfig.read(config);
        for (Map.Entry<String, JsonNode> each :
                configJson.path("added_tokens_decoder").properties()) {
            String id = each.getKey();
            files.add(each.getValue(), id.matches("\\d{1,9}") ? Integer.parseInt(id) : -1, config);
        }
        files.addLegacy(folder, configJson);
        Path map = folder.resolve(TokenizerConfig.SPECIAL_TOKENS);
        files.addSpecial(configJson, config);
        files.addSpecial(TokenizerConfig.read(map), map);
        files.splitsSpecial = configJson.path("split_special_tokens").asBoolean(false);
        return files;
    }

    /** Tokens to look for in text. */
    List<AddedToken> matched() {
        return found.values().stream()
                .filter(each -> !(splitsSpecial && each.special()))
                .map(Found::token)
                .toList();
    }

    /** All of them, id to content. */
    Map<Integer, String> names() {
        Map<Integer, String> names = new TreeMap<>(unmatched);
        found.values().forEach(each -> names.put(each.token().id(), each.token().content()));
        return names;
    }

    private void add(JsonNode json, int id, Path file) {
        boolean special = json.path("special").asBoolean(false);
        add(token(json, id, special, file), special, file);
    }

    private static AddedToken token(JsonNode json, int id, boolean special, Path file) {
        String content = json.path("content").asText();
        if (id < 0 || content.isEmpty()) {
            throw new CheckpointException(
                    "%s: the added token %s needs an id and a content".formatted(file, json));
        }
        return new AddedToken(
                id,
                content,
                json.path("single_word").asBoolean(false),
                json.path("lstrip").asBoolean(false),
                json.path("rstrip").asBoolean(false),
                json.path("normalized").asBoolean(!special));
    }

    private void add(AddedToken token, boolean special, Path file) {
        if (TokenizerConfig.SPECIAL.contains(token.content())) {
            if (vocabulary.id(token.content()) < 0) {
                unmatched.put(token.id(), token.content());
            } else if (vocabulary.id(token.content()) != token.id()) {
                throw new CheckpointException(
                        "%s: %s has the id %d, but the vocabulary gives it %d; expected the same"
                                .formatted(
                                        file,
                                        token.content(),
                                        token.id(),
                                        vocabulary.id(token.content())));
            }
            return;
        }
        Found known = found.putIfAbsent(token.content(), new Found(token, special, file));
        if (known != null && !known.token().equals(token)) {
            throw new CheckpointException(
                    "%s: the added token is %s, but %s has %s; expected the same in both"
                            .formatted(file, token, known.file(), known.token()));
        }
    }

    /** {@code added_tokens.json}, which has nothing but ids. */
    private void addLegacy(Path folder, JsonNode configJson) {
        Path file = folder.resolve("added_tokens.json");
        List<String> special = new ArrayList<>();
        for (JsonNode json :
                List.of(
                        configJson,
                        TokenizerConfig.read(folder.resolve(TokenizerConfig.SPECIAL_TOKENS)))) {
            json.path("additional_special_tokens")
                    .forEach(each -> special.add(each.path("content").asText(each.asText())));
        }
        for (Map.Entry<String, JsonNode> each : TokenizerConfig.read(file).properties()) {
            int id = each.getValue().asInt(-1);
            Found known = found.get(each.getKey());
            if (known != null && known.token().id() == id) {
                continue;
            }
            boolean isSpecial = special.contains(each.getKey());
            if (id < 0 || each.getKey().isEmpty()) {
                throw Said.refusal(file, each.getKey(), each.getValue(), "an id");
            }
            add(
                    new AddedToken(id, each.getKey(), false, false, false, !isSpecial),
                    isSpecial,
                    file);
        }
    }

    private void addSpecial(JsonNode json, Path file) {
        for (String field : List.of("additional_special_tokens", "extra_special_tokens")) {
            for (JsonNode each : json.path(field)) {
                String content = each.path("content").asText(each.asText());
                if (found.containsKey(content) || TokenizerConfig.SPECIAL.contains(content)) {
                    continue;
                }
                int id = vocabulary.id(content);
                if (id < 0) {
                    throw new CheckpointException(
                            ("%s: %s names \"%s\", which has no id in the vocabulary or among the"
                                            + " added tokens")
                                    .formatted(file, field, content));
                }
                boolean object = each.isObject();
                add(
                        object
                                ? token(each, id, true, file)
                                : new AddedToken(id, content, false, false, false, false),
                        true,
                        file);
            }
        }
    }
}
