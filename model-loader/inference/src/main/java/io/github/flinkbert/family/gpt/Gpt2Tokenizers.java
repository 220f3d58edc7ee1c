package io.github.flinkbert.family.gpt;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.ByteLevelFiles;
import io.github.flinkbert.checkpoint.BytePairFiles;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.Json;
import io.github.flinkbert.checkpoint.ReleasedTokenizer;
import io.github.flinkbert.checkpoint.Said;
import io.github.flinkbert.text.ByteLevelTokenizer;
import io.github.flinkbert.text.BytePairs;
import io.github.flinkbert.text.SpecialTokens;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * GPT-2's byte-level pieces, without any token around a text.
 *
 * <p>Source: {@code encoder.py} of openai/gpt-2; {@code GPT2Tokenizer}, {@code GPT2TokenizerFast}
 * and {@code GPT2Converter} of transformers.
 */
final class Gpt2Tokenizers {

    private static final String SPACE_BEFORE = "add_prefix_space";

    private Gpt2Tokenizers() {}

    /** Of OpenAI's two files. */
    static ReleasedTokenizer ofOpenAi(Path pieces, Path merges) {
        return HubTokens.of(
                pieces,
                () ->
                        tokenizer(
                                BytePairFiles.pieces(Json.read(pieces), Map.of(), pieces),
                                BytePairFiles.merges(merges),
                                false,
                                false));
    }

    /**
     * Of a Hugging Face folder.
     *
     * @throws io.github.flinkbert.failure.CheckpointException if a file is missing, or says what is
     *     not obeyed
     */
    static ReleasedTokenizer ofFolder(HuggingFaceModelType.Source source) {
        Path folder = source.folder();
        if (source.lowerCased()) {
            throw Said.refusal(
                    folder,
                    "do_lower_case",
                    true,
                    "false: GPT-2's tokenizer takes texts as they are");
        }
        return HubTokens.of(folder, () -> ofFolder(folder));
    }

    private static ReleasedTokenizer ofFolder(Path folder) {
        HubTokens.requireClass(folder, "GPT2Tokenizer");
        Path configFile = folder.resolve(HubTokens.CONFIG);
        JsonNode config = HubTokens.read(configFile);
        for (String flag : List.of("add_bos_token", "add_eos_token")) {
            Optional<Said<Boolean>> added = Said.flag(config, "", flag, configFile);
            if (added.isPresent() && added.get().value()) {
                throw Said.refusal(configFile, flag, true, "false: no token goes around a text");
            }
        }
        Optional<Said<Boolean>> before = Said.flag(config, "", SPACE_BEFORE, configFile);
        Map<String, Integer> added = HubTokens.added(folder);
        Optional<JsonNode> whole = HubTokens.whole(folder);
        if (whole.isPresent()) {
            return ofWhole(whole.get(), folder.resolve(HubTokens.WHOLE), before, added);
        }
        Path pieces = folder.resolve("vocab.json");
        return tokenizer(
                BytePairFiles.pieces(Json.read(pieces), added, pieces),
                BytePairFiles.merges(folder.resolve("merges.txt")),
                before.map(Said::value).orElse(false),
                false);
    }

    private static ReleasedTokenizer ofWhole(
            JsonNode json, Path file, Optional<Said<Boolean>> said, Map<String, Integer> added) {
        ByteLevelFiles.requirePairs(json, file);
        JsonNode model = json.path("model");
        boolean before =
                Said.agreed(
                                said,
                                Said.flag(
                                        json.path("pre_tokenizer"),
                                        "pre_tokenizer.",
                                        SPACE_BEFORE,
                                        file))
                        .map(Said::value)
                        .orElse(false);
        List<String> pieces = BytePairFiles.pieces(model.path("vocab"), added, file);
        if (model.hasNonNull("unk_token")
                && !ByteLevelTokenizer.spellsAll(Vocabulary.of(pieces, SpecialTokens.NONE))) {
            throw Said.refusal(
                    file,
                    "model.unk_token",
                    model.path("unk_token"),
                    "null, or a vocabulary with a piece for every byte");
        }
        return tokenizer(
                pieces,
                BytePairFiles.merges(model.path("merges"), file),
                before,
                trims(json.path("post_processor"), before, file));
    }

    /** Whether offsets leave spaces out. */
    private static boolean trims(JsonNode after, boolean spaceBefore, Path file) {
        if (after.isMissingNode() || after.isNull()) {
            return false;
        }
        if (!after.path("type").asText().equals("ByteLevel")) {
            throw Said.refusal(
                    file,
                    "post_processor",
                    "of type " + after.path("type"),
                    "null, or one of type \"ByteLevel\": no token goes around a text");
        }
        String at = "post_processor.";
        boolean trims = Said.flag(after, at, "trim_offsets", file).map(Said::value).orElse(true);
        Optional<Said<Boolean>> before = Said.flag(after, at, SPACE_BEFORE, file);
        if (trims && before.isPresent() && before.get().value() != spaceBefore) {
            throw Said.refusal(
                    file, at + SPACE_BEFORE, before.get().value(), "as the pre_tokenizer says");
        }
        return trims;
    }

    private static ReleasedTokenizer tokenizer(
            List<String> pieces, List<String[]> merges, boolean spaceBefore, boolean trims) {
        Vocabulary vocabulary = Vocabulary.of(pieces, SpecialTokens.NONE);
        String settings =
                "byte-level %s %s %s".formatted(spaceBefore, trims, BytePairFiles.digest(merges));
        return ReleasedTokenizer.of(
                vocabulary,
                new ByteLevel(new BytePairs(vocabulary, merges), spaceBefore, trims, settings));
    }

    private record ByteLevel(BytePairs pairs, boolean spaceBefore, boolean trims, String settings)
            implements ReleasedTokenizer.OtherTokenizer {
        @Override
        public Tokenizer of(Vocabulary vocabulary) {
            return new ByteLevelTokenizer(vocabulary, pairs, spaceBefore, false, trims);
        }
    }
}
