package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A Hugging Face folder: {@code config.json}, {@code vocab.txt} or {@code tokenizer.json}, {@code
 * model.safetensors}; of BertModel, BertForMaskedLM, BertForPreTraining,
 * BertForNextSentencePrediction, BertForTokenClassification, BertForSequenceClassification or
 * BertForQuestionAnswering.
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
        return open(release, "Hugging Face folder", Optional.empty(), false);
    }

    /**
     * @param lowerCased whether text is lower-cased before the tokenizer sees it
     */
    static Checkpoint open(
            Release release,
            String format,
            Optional<SentenceEmbedding> sentences,
            boolean lowerCased) {
        Path folder = release.folder();
        Path configFile = folder.resolve(HuggingFaceConfig.FILE);
        if (!Files.isRegularFile(configFile)) {
            throw new CheckpointException(
                    "%s has no configuration: expected %s".formatted(release.name(), configFile));
        }
        JsonNode json = Json.read(configFile);
        BertConfig config = HuggingFaceConfig.read(json, configFile);
        ReleasedTokenizer tokenizer =
                ReleasedTokenizer.read(folder, folder.resolve("vocab.txt"), release.name());
        MappedWeights weights = HuggingFaceWeights.read(folder);
        if (!json.path("tie_word_embeddings").asBoolean(true)) {
            // the masked-word head would need a matrix of its own, which Google's has not
            weights = weights.without("cls/predictions/");
        }
        return new LoadedCheckpoint(
                release.name(),
                format,
                config,
                lowerCased ? tokenizer.lowerCasingFirst() : tokenizer,
                weights,
                HeadReader.of(
                        new HeadReader.Source(
                                weights, config.hiddenSize(), folder, release.name())),
                sentences,
                release.digests());
    }
}
