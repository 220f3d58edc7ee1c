package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
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
 * @param prompts what may stand before texts
 * @param similarity what vectors are compared by
 * @param dimensions how many numbers of a vector are kept
 */
record SentenceTransformersSettings(
        OptionalInt maxTokens,
        boolean lowerCased,
        SentencePrompts prompts,
        SimilarityFunction similarity,
        OptionalInt dimensions) {

    static final String MODEL = "config_sentence_transformers.json";
    static final String MAX_TOKENS = "max_seq_length";
    static final String PROMPTS = "prompts";
    static final String STANDARD_PROMPT = "default_prompt_name";
    static final String SIMILARITY = "similarity_fn_name";
    static final String DIMENSIONS = "truncate_dim";

    /** That library has these two of its own, both empty. */
    private static final Set<String> OWN_PROMPTS = Set.of("query", "document");

    /** The names that the Transformer module's file has had, the first that is there counts. */
    static final List<String> TRANSFORMER =
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
            Stream.concat(TRANSFORMER.stream(), Stream.of(MODEL, TokenizerConfig.FILE)).toList();

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
        Path file = transformerFile(transformer);
        JsonNode json = TokenizerConfig.read(file);
        requireText(json, file, "transformer_task", "feature-extraction");
        requireText(json, file, "module_output_name", "token_embeddings");
        requireForward(json, file);
        for (String arguments : List.of("model_args", "tokenizer_args", "config_args")) {
            requireHarmless(json, arguments, file);
        }
        if (!json.path("processing_kwargs").isEmpty()) {
            throw Said.refusal(
                    file, "processing_kwargs", json.path("processing_kwargs"), "nothing there");
        }
        Optional<Said<Boolean>> lower = Said.flag(json, "", "do_lower_case", file);
        Path modelFile = folder.resolve(MODEL);
        JsonNode model = TokenizerConfig.read(modelFile);
        requireText(model, modelFile, "model_type", "SentenceTransformer");
        return new SentenceTransformersSettings(
                maxTokens(json, file, transformer),
                lower.isPresent() && lower.get().value(),
                prompts(model, modelFile),
                similarity(model, modelFile),
                atLeast(1, "numbers", model, DIMENSIONS, modelFile));
    }

    /** What of the encoder's results a text's token vectors are. */
    private static void requireForward(JsonNode json, Path file) {
        JsonNode text = json.path("modality_config").path("text");
        requireText(text, file, "method", "forward");
        requireText(text, file, "method_output_name", "last_hidden_state");
    }

    private static Path transformerFile(Path transformer) {
        return TRANSFORMER.stream()
                .map(transformer::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(transformer.resolve(TRANSFORMER.get(0)));
    }

    private static OptionalInt maxTokens(JsonNode json, Path file, Path transformer) {
        OptionalInt own = atLeast(SHORTEST, "tokens", json, MAX_TOKENS, file);
        if (own.isPresent()) {
            return own;
        }
        Path config = transformer.resolve(TokenizerConfig.FILE);
        JsonNode longest = TokenizerConfig.read(config);
        // A tokenizer without a limit of its own says 1e30.
        return longest.path("model_max_length").isInt()
                ? atLeast(SHORTEST, "tokens", longest, "model_max_length", config)
                : OptionalInt.empty();
    }

    private static OptionalInt atLeast(
            int least, String what, JsonNode json, String field, Path file) {
        if (!json.hasNonNull(field)) {
            return OptionalInt.empty();
        }
        JsonNode value = json.path(field);
        if (!value.isInt() || value.asInt() < least) {
            throw Said.refusal(
                    file, field, value, "a whole number of %s, at least %d".formatted(what, least));
        }
        return OptionalInt.of(value.asInt());
    }

    private static SentencePrompts prompts(JsonNode json, Path file) {
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : json.path(PROMPTS).properties()) {
            if (!each.getValue().isTextual()) {
                throw Said.refusal(
                        file, PROMPTS + "." + each.getKey(), each.getValue(), "a text, or \"\"");
            }
            texts.put(each.getKey(), each.getValue().asText());
        }
        if (!json.hasNonNull(STANDARD_PROMPT)) {
            return new SentencePrompts(texts, Optional.empty());
        }
        String name = json.path(STANDARD_PROMPT).asText();
        if (OWN_PROMPTS.contains(name)) {
            texts.putIfAbsent(name, "");
        }
        if (!texts.containsKey(name)) {
            throw Said.refusal(
                    file,
                    STANDARD_PROMPT,
                    "\"%s\", which puts a prompt that is not there before every text"
                            .formatted(name),
                    "the name of one of prompts, or null");
        }
        return new SentencePrompts(texts, Optional.of(name));
    }

    private static SimilarityFunction similarity(JsonNode json, Path file) {
        if (!json.hasNonNull(SIMILARITY)) {
            return SimilarityFunction.COSINE;
        }
        String name = json.path(SIMILARITY).asText();
        return Arrays.stream(SimilarityFunction.values())
                .filter(each -> word(each).equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                Said.refusal(
                                        file,
                                        SIMILARITY,
                                        json.path(SIMILARITY),
                                        "cosine, dot, euclidean or manhattan"));
    }

    /** As files say it. */
    static String word(SimilarityFunction function) {
        return function.name().toLowerCase(Locale.ROOT);
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
