package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The settings of a sentence-transformers folder beside its modules. A setting that would make
 * another vector is obeyed or refused.
 *
 * <p>Source: {@code SentenceTransformer} and {@code models/Transformer.py} of
 * sentence-transformers.
 *
 * @param maxTokens the longest sequence, special tokens included
 * @param lowerCased whether text is lower-cased before the tokenizer sees it
 */
record SentenceTransformersSettings(OptionalInt maxTokens, boolean lowerCased) {

    private static final String PROMPTS = "config_sentence_transformers.json";

    /** The names that the Transformer module's file has had, the first that is there counts. */
    private static final List<String> TRANSFORMER =
            List.of(
                    "sentence_bert_config.json",
                    "sentence_roberta_config.json",
                    "sentence_distilbert_config.json",
                    "sentence_camembert_config.json",
                    "sentence_albert_config.json",
                    "sentence_xlm-roberta_config.json",
                    "sentence_xlnet_config.json");

    /** All that is read here, as far as a folder has it. */
    static final List<String> FILES =
            Stream.concat(TRANSFORMER.stream(), Stream.of(PROMPTS, TokenizerConfig.FILE)).toList();

    /** Arguments that say where files are, how numbers are stored, or what is left out. */
    private static final Set<String> HARMLESS_ARGUMENTS =
            Set.of(
                    "trust_remote_code",
                    "revision",
                    "token",
                    "cache_dir",
                    "local_files_only",
                    "subfolder",
                    "add_pooling_layer",
                    "attn_implementation",
                    "torch_dtype",
                    "dtype",
                    "padding_side",
                    "model_max_length",
                    "use_fast");

    /** [CLS], one piece, [SEP]. */
    private static final int SHORTEST = 3;

    /**
     * @param folder the model's
     * @param transformer the folder of its Transformer module
     * @throws CheckpointException if a file says what is not obeyed
     */
    static SentenceTransformersSettings read(Path folder, Path transformer) {
        requireNoPrompt(folder.resolve(PROMPTS));
        Path file = transformerFile(transformer);
        JsonNode json = TokenizerConfig.read(file);
        requireText(json, file, "transformer_task", "feature-extraction");
        requireText(json, file, "module_output_name", "token_embeddings");
        for (String arguments : List.of("model_args", "tokenizer_args", "config_args")) {
            requireHarmless(json, arguments, file);
        }
        Optional<Said<Boolean>> lower = Said.flag(json, "", "do_lower_case", file);
        return new SentenceTransformersSettings(
                maxTokens(json, file, transformer), lower.isPresent() && lower.get().value());
    }

    private static Path transformerFile(Path transformer) {
        return TRANSFORMER.stream()
                .map(transformer::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(transformer.resolve(TRANSFORMER.get(0)));
    }

    private static OptionalInt maxTokens(JsonNode json, Path file, Path transformer) {
        OptionalInt own = tokens(json, "max_seq_length", file);
        if (own.isPresent()) {
            return own;
        }
        Path config = transformer.resolve(TokenizerConfig.FILE);
        JsonNode longest = TokenizerConfig.read(config);
        // A tokenizer without a limit of its own says 1e30.
        return longest.path("model_max_length").isInt()
                ? tokens(longest, "model_max_length", config)
                : OptionalInt.empty();
    }

    private static OptionalInt tokens(JsonNode json, String field, Path file) {
        if (!json.hasNonNull(field)) {
            return OptionalInt.empty();
        }
        JsonNode value = json.path(field);
        if (!value.isInt() || value.asInt() < SHORTEST) {
            throw Said.refusal(
                    file, field, value, "a whole number of tokens, at least " + SHORTEST);
        }
        return OptionalInt.of(value.asInt());
    }

    private static void requireNoPrompt(Path file) {
        JsonNode json = TokenizerConfig.read(file);
        if (!json.hasNonNull("default_prompt_name")) {
            return;
        }
        String name = json.path("default_prompt_name").asText();
        JsonNode prompt = json.path("prompts").path(name);
        // That library has these two of its own, both empty.
        boolean builtIn = name.equals("query") || name.equals("document");
        boolean empty = prompt.asText().isEmpty() && (prompt.isTextual() || builtIn);
        if (!empty) {
            throw Said.refusal(
                    file,
                    "default_prompt_name",
                    "\"%s\", which puts %s before every text"
                            .formatted(
                                    name,
                                    prompt instanceof MissingNode
                                            ? "a prompt that is not there"
                                            : prompt),
                    "null: prompts are not added here; put them before your texts yourself");
        }
    }

    private static void requireHarmless(JsonNode json, String arguments, Path file) {
        for (Map.Entry<String, JsonNode> each : json.path(arguments).properties()) {
            if (!HARMLESS_ARGUMENTS.contains(each.getKey()) && !each.getValue().isNull()) {
                throw Said.refusal(
                        file,
                        arguments + "." + each.getKey(),
                        each.getValue(),
                        "it in the model's own files");
            }
        }
    }

    private static void requireText(JsonNode json, Path file, String field, String expected) {
        if (json.hasNonNull(field) && !json.path(field).asText().equals(expected)) {
            throw Said.refusal(file, field, json.path(field), "\"" + expected + "\"");
        }
    }
}
