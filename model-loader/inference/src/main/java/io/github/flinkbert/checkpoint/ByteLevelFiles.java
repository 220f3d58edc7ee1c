package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.ByteLevelTokenizer;
import io.github.flinkbert.text.BytePairs;
import io.github.flinkbert.text.SpecialTokens;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * Byte-level byte pairs: {@code tokenizer.json}, or {@code vocab.json} and {@code merges.txt}; and
 * what {@code tokenizer_config.json} says beside them. A setting that would make other pieces is
 * obeyed or refused.
 *
 * <p>Source: {@code RobertaTokenizer} and {@code RobertaTokenizerFast} of transformers; {@code
 * BPE}, {@code ByteLevel} and {@code RobertaProcessing} of Hugging Face's tokenizers.
 */
@Internal
public final class ByteLevelFiles {

    private static final String SPACE_BEFORE = "add_prefix_space";

    private final Path folder;
    private final SpecialTokens special;
    private final Map<String, String> tokens;

    private ByteLevelFiles(Path folder, SpecialTokens special, Map<String, String> tokens) {
        this.folder = folder;
        this.special = special;
        this.tokens = tokens;
    }

    /**
     * @param special the tokens that text never makes
     * @param tokens what {@code tokenizer_config.json} calls them, such as {@code cls_token}
     * @throws CheckpointException if a file is missing, or says what is not obeyed
     */
    public static ReleasedTokenizer read(
            Path folder, SpecialTokens special, Map<String, String> tokens) {
        ByteLevelFiles files = new ByteLevelFiles(folder, special, tokens);
        try {
            return files.read();
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private ReleasedTokenizer read() {
        Path configFile = folder.resolve(TokenizerConfig.FILE);
        JsonNode config = TokenizerConfig.read(configFile);
        requireTokens(config, configFile);
        Optional<Said<Boolean>> spaceBefore = Said.flag(config, "", SPACE_BEFORE, configFile);
        Optional<TokenizerJson> whole = TokenizerJson.in(folder);
        Vocabulary vocabulary;
        List<String[]> merges;
        if (whole.isPresent()) {
            JsonNode json = whole.get().json();
            Path file = whole.get().file();
            requireByteLevel(json, file);
            JsonNode before = json.path("pre_tokenizer");
            spaceBefore =
                    Said.agreed(
                            spaceBefore, Said.flag(before, "pre_tokenizer.", SPACE_BEFORE, file));
            vocabulary = vocabulary(json.path("model").path("vocab"), added(json, file), file);
            merges = BytePairFiles.merges(json.path("model").path("merges"), file);
        } else {
            Path file = folder.resolve("vocab.json");
            vocabulary = vocabulary(Json.read(file), Map.of(), file);
            merges = BytePairFiles.merges(folder.resolve("merges.txt"));
        }
        requireNoOthers(config, vocabulary, configFile);
        boolean prefixed = spaceBefore.map(Said::value).orElse(false);
        BytePairs pairs = new BytePairs(vocabulary, merges);
        return ReleasedTokenizer.of(
                vocabulary, new ByteLevel(pairs, prefixed, settings(merges, prefixed)));
    }

    private record ByteLevel(BytePairs pairs, boolean spaceBefore, String settings)
            implements ReleasedTokenizer.OtherTokenizer {
        @Override
        public Tokenizer of(Vocabulary vocabulary) {
            return new ByteLevelTokenizer(vocabulary, pairs, spaceBefore, true);
        }
    }

    private static String settings(List<String[]> merges, boolean spaceBefore) {
        return "byte-level %s %s".formatted(spaceBefore, BytePairFiles.digest(merges));
    }

    private void requireTokens(JsonNode config, Path file) {
        tokens.forEach(
                (key, expected) -> {
                    JsonNode value = config.path(key);
                    JsonNode content = value.isObject() ? value.path("content") : value;
                    if (content.isTextual() && !content.asText().equals(expected)) {
                        throw Said.refusal(file, key, content, "\"" + expected + "\"");
                    }
                });
        requireTrimmed(config, "", file);
    }

    private static void requireTrimmed(JsonNode json, String at, Path file) {
        Optional<Said<Boolean>> trimmed = Said.flag(json, at, "trim_offsets", file);
        if (trimmed.isPresent() && !trimmed.get().value()) {
            throw Said.refusal(file, trimmed.get().key(), false, "true");
        }
    }

    /** Special tokens of the vocabulary are; others would be looked for in text. */
    private void requireNoOthers(JsonNode config, Vocabulary vocabulary, Path file) {
        for (Map.Entry<String, JsonNode> each : config.path("added_tokens_decoder").properties()) {
            requireSpecial(each.getValue().path("content"), "added_tokens_decoder", file);
        }
        Path added = folder.resolve("added_tokens.json");
        for (Map.Entry<String, JsonNode> each : TokenizerConfig.read(added).properties()) {
            if (!tokens.containsValue(each.getKey())) {
                throw Said.refusal(
                        added, each.getKey(), each.getValue(), "no token but the special ones");
            }
        }
        tokens.values().forEach(token -> requireThere(vocabulary, token));
    }

    private void requireThere(Vocabulary vocabulary, String token) {
        if (vocabulary.id(token) < 0) {
            throw new CheckpointException("%s: the vocabulary has no %s".formatted(folder, token));
        }
    }

    private void requireSpecial(JsonNode content, String field, Path file) {
        if (!tokens.containsValue(content.asText())) {
            throw Said.refusal(file, field, content, "no token but %s".formatted(tokens.values()));
        }
    }

    private Map<String, Integer> added(JsonNode json, Path file) {
        Map<String, Integer> ids = new java.util.TreeMap<>();
        for (JsonNode each : json.path("added_tokens")) {
            requireSpecial(each.path("content"), "added_tokens", file);
            ids.put(each.path("content").asText(), each.path("id").asInt(-1));
        }
        return ids;
    }

    private Vocabulary vocabulary(JsonNode pieces, Map<String, Integer> added, Path file) {
        return Vocabulary.of(BytePairFiles.pieces(pieces, added, file), special);
    }

    private void requireByteLevel(JsonNode json, Path file) {
        requirePairs(json, file);
        JsonNode after = json.path("post_processor");
        requireType(after, "RobertaProcessing", "post_processor", file);
        requireTrimmed(after, "post_processor.", file);
        requirePair(after, "cls", special.before().get(0), file);
        requirePair(after, "sep", special.after().get(0), file);
    }

    /**
     * Refuses a {@code tokenizer.json} whose words are not cut at OpenAI's pattern, or whose pieces
     * are not merged of bytes.
     *
     * @throws CheckpointException if it says what is not obeyed
     */
    public static void requirePairs(JsonNode json, Path file) {
        JsonNode model = json.path("model");
        requireType(model, "BPE", "model", file);
        for (String field :
                List.of(
                        "continuing_subword_prefix",
                        "end_of_word_suffix",
                        "dropout",
                        "byte_fallback",
                        "ignore_merges")) {
            JsonNode value = model.path(field);
            boolean none = value.asText("").isEmpty() || value.isNull();
            if (!none && !(value.isBoolean() && !value.asBoolean())) {
                throw Said.refusal(file, "model." + field, value, "nothing");
            }
        }
        if (!json.path("normalizer").isNull() && !json.path("normalizer").isMissingNode()) {
            throw Said.refusal(file, "normalizer", json.path("normalizer").path("type"), "null");
        }
        JsonNode before = json.path("pre_tokenizer");
        requireType(before, "ByteLevel", "pre_tokenizer", file);
        Optional<Said<Boolean>> regex = Said.flag(before, "pre_tokenizer.", "use_regex", file);
        if (regex.isPresent() && !regex.get().value()) {
            throw Said.refusal(file, regex.get().key(), false, "true");
        }
    }

    static void requireType(JsonNode part, String type, String field, Path file) {
        if (!part.path("type").asText(type).equals(type) || !part.isObject()) {
            throw Said.refusal(
                    file,
                    field,
                    part.isObject() ? "of type " + part.path("type") : part,
                    "one of type \"" + type + "\"");
        }
    }

    private static void requirePair(JsonNode after, String field, String expected, Path file) {
        if (!after.path(field).path(0).asText().equals(expected)) {
            throw Said.refusal(
                    file, "post_processor." + field, after.path(field), "\"" + expected + "\"");
        }
    }
}
