package io.github.flinkbert.family.gpt;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.BytePairFiles;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.Json;
import io.github.flinkbert.checkpoint.ReleasedTokenizer;
import io.github.flinkbert.checkpoint.Said;
import io.github.flinkbert.text.BytePairs;
import io.github.flinkbert.text.SpecialTokens;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordEndTokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * GPT-1's pieces of lower-cased words, without any token around a text.
 *
 * <p>Source: {@code OpenAIGPTTokenizer}, {@code OpenAIGPTTokenizerFast} and {@code
 * OpenAIGPTConverter} of transformers.
 */
final class Gpt1Tokenizers {

    private static final String UNKNOWN = "<unk>";

    private static final SpecialTokens TOKENS =
            new SpecialTokens(
                    Optional.of(UNKNOWN),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false);

    private static final Set<String> NORMALIZER_FLAGS =
            Set.of("clean_text", "handle_chinese_chars", "strip_accents", "lowercase");

    private Gpt1Tokenizers() {}

    /** Of OpenAI's two files. */
    static ReleasedTokenizer ofOpenAi(Path pieces, Path merges) {
        return HubTokens.of(
                pieces,
                () ->
                        tokenizer(
                                BytePairFiles.pieces(Json.read(pieces), Map.of(), pieces),
                                BytePairFiles.merges(merges)));
    }

    /**
     * Of a Hugging Face folder.
     *
     * @throws io.github.flinkbert.failure.CheckpointException if a file is missing, or says what is
     *     not obeyed
     */
    static ReleasedTokenizer ofFolder(HuggingFaceModelType.Source source) {
        return HubTokens.of(source.folder(), () -> ofFolder(source.folder()));
    }

    private static ReleasedTokenizer ofFolder(Path folder) {
        HubTokens.requireClass(folder, "OpenAIGPTTokenizer");
        Path configFile = folder.resolve(HubTokens.CONFIG);
        JsonNode config = HubTokens.read(configFile);
        JsonNode unknown = config.path("unk_token");
        JsonNode content = unknown.isObject() ? unknown.path("content") : unknown;
        if (content.isTextual() && !content.asText().equals(UNKNOWN)) {
            throw Said.refusal(configFile, "unk_token", content, '"' + UNKNOWN + '"');
        }
        Optional<Said<Boolean>> lower = Said.flag(config, "", "do_lower_case", configFile);
        if (lower.isPresent() && !lower.get().value()) {
            throw Said.refusal(
                    configFile, "do_lower_case", false, "true: GPT's tokenizer lower-cases texts");
        }
        Map<String, Integer> added = HubTokens.added(folder);
        Optional<JsonNode> whole = HubTokens.whole(folder);
        if (whole.isPresent()) {
            Path file = folder.resolve(HubTokens.WHOLE);
            requireGpts(whole.get(), file);
            JsonNode model = whole.get().path("model");
            return tokenizer(
                    BytePairFiles.pieces(model.path("vocab"), added, file),
                    BytePairFiles.merges(model.path("merges"), file));
        }
        Path pieces = folder.resolve("vocab.json");
        return tokenizer(
                BytePairFiles.pieces(Json.read(pieces), added, pieces),
                BytePairFiles.merges(folder.resolve("merges.txt")));
    }

    private static void requireGpts(JsonNode json, Path file) {
        JsonNode model = json.path("model");
        require(model, "model.", "type", "BPE", file);
        require(model, "model.", "unk_token", UNKNOWN, file);
        require(model, "model.", "end_of_word_suffix", WordEndTokenizer.END, file);
        for (String field :
                List.of(
                        "continuing_subword_prefix",
                        "dropout",
                        "fuse_unk",
                        "byte_fallback",
                        "ignore_merges")) {
            JsonNode value = model.path(field);
            boolean none = value.isMissingNode() || value.isNull() || value.asText().isEmpty();
            if (!none && !(value.isBoolean() && !value.asBoolean())) {
                throw Said.refusal(file, "model." + field, value, "nothing");
            }
        }
        JsonNode normalizer = json.path("normalizer");
        require(normalizer, "normalizer.", "type", "BertNormalizer", file);
        for (String flag : NORMALIZER_FLAGS) {
            Optional<Said<Boolean>> said = Said.flag(normalizer, "normalizer.", flag, file);
            // accents that are not spoken of go with the capitals
            boolean on = said.map(Said::value).orElse(!flag.equals("lowercase"));
            if (!on) {
                throw Said.refusal(file, "normalizer." + flag, normalizer.path(flag), "true");
            }
        }
        require(json.path("pre_tokenizer"), "pre_tokenizer.", "type", "BertPreTokenizer", file);
        JsonNode after = json.path("post_processor");
        if (!after.isMissingNode() && !after.isNull()) {
            throw Said.refusal(
                    file,
                    "post_processor",
                    "of type " + after.path("type"),
                    "null: no token goes around a text");
        }
    }

    private static void require(
            JsonNode part, String at, String field, String expected, Path file) {
        if (!part.path(field).asText().equals(expected)) {
            throw Said.refusal(
                    file,
                    at + field,
                    part.hasNonNull(field) ? part.path(field) : "not said",
                    '"' + expected + '"');
        }
    }

    private static ReleasedTokenizer tokenizer(List<String> pieces, List<String[]> merges) {
        Vocabulary vocabulary = Vocabulary.of(pieces, TOKENS);
        return ReleasedTokenizer.of(
                vocabulary,
                new WordEnds(
                        new BytePairs(vocabulary, merges),
                        "word-end " + BytePairFiles.digest(merges)));
    }

    private record WordEnds(BytePairs pairs, String settings)
            implements ReleasedTokenizer.OtherTokenizer {
        @Override
        public Tokenizer of(Vocabulary vocabulary) {
            return new WordEndTokenizer(vocabulary, pairs);
        }
    }
}
