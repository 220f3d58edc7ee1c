package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.NormalizationStep;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordStep;
import io.github.flinkbert.text.WordStep.SpaceBefore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.annotation.Internal;

/**
 * A unigram model: {@code tokenizer.json}, or SentencePiece's {@code .model} file; and what {@code
 * tokenizer_config.json} says beside them. A setting that would make other pieces is obeyed or
 * refused.
 *
 * <p>Source: {@code SpmConverter} of transformers' {@code convert_slow_tokenizer.py}. A {@code
 * .model} file is read as the {@code tokenizer.json} files of XLM-RoBERTa and ALBERT were made of
 * theirs: words are cut at white space, and of ALBERT a piece of a digit and a comma counts as
 * rarer by 100.
 */
@Internal
public final class UnigramFiles {

    private static final int SPACE_MARK = 0x2581;
    private static final double NUMBER_WITH_COMMA = 100;

    private final Path folder;
    private final UnigramLayout layout;
    private final JsonNode config;
    private final Path configFile;

    private UnigramFiles(Path folder, UnigramLayout layout) {
        this.folder = folder;
        this.layout = layout;
        configFile = folder.resolve(TokenizerConfig.FILE);
        config = TokenizerConfig.read(configFile);
    }

    /**
     * The layout of a folder's unigram model, by its tokens; empty where it has no such model.
     *
     * @throws CheckpointException if {@code tokenizer.json} cannot be read
     */
    public static Optional<UnigramLayout> layout(Path folder) {
        Optional<TokenizerJson> json = TokenizerJson.in(folder);
        if (json.isPresent()) {
            return UnigramJson.layout(json.get().json());
        }
        return Arrays.stream(UnigramLayout.values())
                .filter(each -> Files.isRegularFile(folder.resolve(each.file())))
                .findFirst();
    }

    /**
     * Reads a Hugging Face folder's.
     *
     * @throws CheckpointException if a file is missing, or says what is not obeyed
     */
    public static ReleasedTokenizer read(HuggingFaceModelType.Source source, UnigramLayout layout) {
        if (source.lowerCased()) {
            throw new CheckpointException(
                    ("%s lower-cases texts (do_lower_case of sentence_bert_config.json), which its"
                                    + " unigram tokenizer does not; expected false")
                            .formatted(source.release().name()));
        }
        UnigramFiles files = new UnigramFiles(source.folder(), layout);
        return files.released(files::fromFolder);
    }

    /**
     * Reads a {@code .model} file alone.
     *
     * @throws CheckpointException if it cannot be used
     */
    public static ReleasedTokenizer read(Path model, UnigramLayout layout) {
        UnigramFiles files =
                new UnigramFiles(Optional.ofNullable(model.getParent()).orElseThrow(), layout);
        return files.released(() -> files.fromModel(model));
    }

    private ReleasedTokenizer released(Supplier<UnigramPieces> read) {
        try {
            UnigramPieces pieces = read.get();
            Vocabulary vocabulary = pieces.vocabulary();
            for (String token : layout.tokens().values()) {
                if (vocabulary.id(token) < 0) {
                    throw new CheckpointException(
                            "%s: the vocabulary has no %s".formatted(folder, token));
                }
            }
            return ReleasedTokenizer.of(
                    vocabulary, pieces, pieces.lowerCases() ? Casing.UNCASED : Casing.CASED);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s: %s".formatted(folder, e.getMessage()), e);
        }
    }

    private UnigramPieces fromFolder() {
        requirePlain();
        Optional<TokenizerJson> json = TokenizerJson.in(folder);
        if (json.isEmpty()) {
            requireClass();
            return fromModel(folder.resolve(layout.file()));
        }
        UnigramPieces pieces = new UnigramJson(json.get(), layout).read();
        requireSame("do_lower_case", pieces.lowerCases());
        requireSame("keep_accents", !pieces.stripsAccents());
        return pieces;
    }

    private void requireSame(String field, boolean found) {
        Optional<Said<Boolean>> said = Said.flag(config, "", field, configFile);
        if (said.isPresent() && said.get().value() != found) {
            throw Said.refusal(
                    configFile,
                    field,
                    said.get().value(),
                    "%s, as the normalizer of tokenizer.json does it".formatted(found));
        }
    }

    private void requirePlain() {
        for (Path file : List.of(configFile, folder.resolve(TokenizerConfig.SPECIAL_TOKENS))) {
            JsonNode json = TokenizerConfig.read(file);
            layout.tokens().forEach((key, expected) -> requireToken(json, file, key, expected));
            for (String field : List.of("additional_special_tokens", "extra_special_tokens")) {
                json.path(field).forEach(each -> requireSpecial(text(each), each, field, file));
            }
        }
        for (Map.Entry<String, JsonNode> each : config.path("added_tokens_decoder").properties()) {
            requireSpecial(
                    text(each.getValue()), each.getValue(), "added_tokens_decoder", configFile);
        }
        Path added = folder.resolve("added_tokens.json");
        for (Map.Entry<String, JsonNode> each : TokenizerConfig.read(added).properties()) {
            requireSpecial(each.getKey(), each.getValue(), each.getKey(), added);
        }
        if (config.path("sp_model_kwargs").size() > 0) {
            throw Said.refusal(
                    configFile, "sp_model_kwargs", config.path("sp_model_kwargs"), "nothing");
        }
        if (config.path("auto_map").hasNonNull("AutoTokenizer")) {
            throw Said.refusal(
                    configFile,
                    "auto_map.AutoTokenizer",
                    config.path("auto_map").path("AutoTokenizer"),
                    "no code: such as comes with a model is not run");
        }
    }

    private static String text(JsonNode token) {
        return token.isObject() ? token.path("content").asText() : token.asText();
    }

    private static void requireToken(JsonNode json, Path file, String key, String expected) {
        JsonNode value = json.path(key);
        if (json.hasNonNull(key) && !text(value).equals(expected)) {
            throw Said.refusal(file, key, value, "\"" + expected + "\"");
        }
    }

    private void requireSpecial(String content, JsonNode found, String field, Path file) {
        if (!layout.isSpecial(content)) {
            throw Said.refusal(
                    file, field, found, "no token but %s".formatted(layout.tokens().values()));
        }
    }

    /** How a {@code .model} file's pieces are numbered is the class's alone. */
    private void requireClass() {
        String expected =
                layout == UnigramLayout.ALBERT ? "AlbertTokenizer" : "XLMRobertaTokenizer";
        String found = config.path("tokenizer_class").asText(expected);
        if (!found.equals(expected) && !found.equals(expected + "Fast")) {
            throw Said.refusal(
                    configFile,
                    "tokenizer_class",
                    config.path("tokenizer_class"),
                    "\"%s\", or a tokenizer.json".formatted(expected));
        }
    }

    private UnigramPieces fromModel(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new CheckpointException(
                    "%s has no tokenizer: expected tokenizer.json or %s"
                            .formatted(folder, file.getFileName()));
        }
        SentencePieceModel model = SentencePieceModel.read(file);
        List<String> pieces = new ArrayList<>();
        List<Double> scores = new ArrayList<>();
        if (layout == UnigramLayout.XLM_ROBERTA) {
            for (String token : List.of("<s>", "<pad>", "</s>", "<unk>")) {
                pieces.add(token);
                scores.add(0d);
            }
            model.pieces().stream()
                    .skip(3)
                    .forEach(
                            each -> {
                                pieces.add(each.piece());
                                scores.add((double) each.score());
                            });
            pieces.add("<mask>");
            scores.add(0d);
            requireFairseq(model);
        } else {
            for (SentencePieceModel.Piece each : model.pieces()) {
                pieces.add(each.piece());
                scores.add(each.score() - (endsInNumber(each.piece()) ? NUMBER_WITH_COMMA : 0));
            }
        }
        return new UnigramPieces(
                layout,
                pieces,
                scores,
                model.byteFallback(),
                normalization(model),
                words(model),
                true);
    }

    private static void requireFairseq(SentencePieceModel model) {
        List<String> first =
                model.pieces().stream().limit(3).map(SentencePieceModel.Piece::piece).toList();
        List<String> expected = List.of("<unk>", "<s>", "</s>");
        if (!first.equals(expected)) {
            throw new CheckpointException(
                    "%s begins with the pieces %s; expected %s, as of XLM-RoBERTa's"
                            .formatted(model.file(), first, expected));
        }
    }

    /** A digit and a comma, which ALBERT cuts apart. */
    private static boolean endsInNumber(String piece) {
        return piece.length() > 1
                && piece.endsWith(",")
                && Character.isDigit(piece.codePointBefore(piece.length() - 1));
    }

    private List<NormalizationStep> normalization(SentencePieceModel model) {
        List<NormalizationStep> steps = new ArrayList<>();
        if (layout == UnigramLayout.ALBERT) {
            steps.add(NormalizationStep.replace("``", "\""));
            steps.add(NormalizationStep.replace("''", "\""));
            if (!flag("keep_accents", false)) {
                steps.add(NormalizationStep.form(Normalizer.Form.NFKD));
                steps.add(NormalizationStep.withoutMarks());
            }
            if (flag("do_lower_case", true)) {
                steps.add(NormalizationStep.lowerCase());
            }
            if (!flag("remove_space", true)) {
                throw Said.refusal(configFile, "remove_space", false, "true");
            }
        } else if (flag("do_lower_case", false)) {
            throw Said.refusal(configFile, "do_lower_case", true, "false");
        }
        if (model.charsMap().length > 0) {
            steps.add(NormalizationStep.precompiled(model.charsMap()));
        }
        if (model.extraSpaceRemoved()) {
            steps.add(NormalizationStep.replaceRunsOfSpaces(" "));
        }
        return steps;
    }

    private boolean flag(String field, boolean otherwise) {
        return Said.flag(config, "", field, configFile).map(Said::value).orElse(otherwise);
    }

    private static List<WordStep> words(SentencePieceModel model) {
        SpaceBefore before = model.spaceBefore() ? SpaceBefore.ALWAYS : SpaceBefore.NEVER;
        WordStep marks = WordStep.metaspace(SPACE_MARK, before, true);
        return model.extraSpaceRemoved() ? List.of(WordStep.atWhiteSpace(), marks) : List.of(marks);
    }
}
