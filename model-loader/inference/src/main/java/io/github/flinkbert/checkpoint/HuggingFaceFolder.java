package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

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
        return type(json, configFile, release)
                .open(
                        new HuggingFaceModelType.Source(
                                release, json, format, sentences, lowerCased));
    }

    private static HuggingFaceModelType type(JsonNode json, Path file, Release release) {
        String found = json.path("model_type").asText(HuggingFaceBert.NAME);
        String wanted = json.hasNonNull("model_type") ? found : HuggingFaceBert.NAME;
        return release.modelTypes().stream()
                .filter(type -> type.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(found, file, release));
    }

    private static CheckpointException unknown(String found, Path file, Release release) {
        String known =
                release.modelTypes().stream()
                        .map(type -> '"' + type.name() + '"')
                        .sorted()
                        .collect(Collectors.joining(" or "));
        return new CheckpointException(
                "%s: model_type is \"%s\", but %s is expected".formatted(file, found, known));
    }
}
