package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A Hugging Face folder: {@code config.json}, {@code vocab.txt} or {@code tokenizer.json}, {@code
 * model.safetensors}; of BertModel, BertForMaskedLM, BertForPreTraining, BertForTokenClassification
 * or BertForQuestionAnswering.
 */
final class HuggingFaceFolder implements ReleaseForm {

    @Override
    public String description() {
        return "Hugging Face folder (config.json, vocab.txt, model.safetensors)";
    }

    @Override
    public boolean matches(Path folder) {
        return Files.isRegularFile(folder.resolve(HuggingFaceWeights.WHOLE))
                || Files.isRegularFile(folder.resolve(HuggingFaceWeights.INDEX))
                || (Files.isRegularFile(folder.resolve(HuggingFaceConfig.FILE))
                        && Json.read(folder.resolve(HuggingFaceConfig.FILE)).has("model_type"));
    }

    @Override
    public Checkpoint open(Release release) {
        return open(release, "Hugging Face folder", Optional.empty());
    }

    static Checkpoint open(Release release, String format, Optional<SentenceEmbedding> sentences) {
        Path folder = release.folder();
        Path configFile = folder.resolve(HuggingFaceConfig.FILE);
        if (!Files.isRegularFile(configFile)) {
            throw new CheckpointException(
                    "%s has no configuration: expected %s".formatted(release.name(), configFile));
        }
        JsonNode json = Json.read(configFile);
        BertConfig config = HuggingFaceConfig.read(json, configFile);
        Vocabulary vocabulary =
                TokenizerJson.isIn(folder) && !Files.exists(folder.resolve("vocab.txt"))
                        ? TokenizerJson.vocabulary(folder)
                        : VocabularyFile.read(folder.resolve("vocab.txt"), release.name());
        Optional<Casing> casing =
                TokenizerConfig.casing(folder)
                        .or(
                                () ->
                                        TokenizerJson.isIn(folder)
                                                ? TokenizerJson.casing(folder)
                                                : Optional.empty());
        MappedWeights weights = HuggingFaceWeights.read(folder);
        if (!json.path("tie_word_embeddings").asBoolean(true)) {
            // the masked-word head would need a matrix of its own, which Google's has not
            weights = weights.without("cls/predictions/");
        }
        return new LoadedCheckpoint(
                release.name(),
                format,
                config,
                vocabulary,
                casing,
                weights,
                heads(json, weights, config, release),
                sentences,
                release.digests());
    }

    /** A classifier of whole texts has the name of a head for tokens, but is none. */
    private static List<Head> heads(
            JsonNode json, MappedWeights weights, BertConfig config, Release release) {
        for (JsonNode architecture : json.path("architectures")) {
            String name = architecture.asText();
            if (name.endsWith("ForSequenceClassification") || name.endsWith("ForMultipleChoice")) {
                return List.of();
            }
        }
        return Heads.of(weights, config.hiddenSize(), release.folder(), release.name());
    }
}
