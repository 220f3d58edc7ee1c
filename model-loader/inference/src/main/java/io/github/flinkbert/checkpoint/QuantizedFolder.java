package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.SafetensorsFile;
import io.github.flinkbert.tensor.StoredTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.flink.annotation.Internal;

/**
 * A folder of 8-bit weights, as {@code flink-bert quantize} writes it: {@code quantization.json},
 * {@code quantized.safetensors}, and a Hugging Face folder's configuration and tokenizer.
 */
@Internal
public final class QuantizedFolder implements ReleaseForm {

    public static final String SETTINGS = "quantization.json";
    public static final String WEIGHTS = "quantized.safetensors";

    /** What {@link #SETTINGS} says in its field {@code form}. */
    public static final int FORM = 1;

    /**
     * What it says where the way vectors are made lies in files of its own, in the form of
     * sentence-transformers: what {@link #FORM} has room for is less.
     */
    public static final int FORM_WITH_MODULES = 2;

    @Override
    public String description() {
        return "folder of 8-bit weights (quantization.json)";
    }

    @Override
    public boolean matches(Path folder) {
        return Files.isRegularFile(folder.resolve(SETTINGS));
    }

    @Override
    public Checkpoint open(Release release) {
        Path folder = release.folder();
        Path file = folder.resolve(SETTINGS);
        JsonNode settings = Json.read(file);
        int form = settings.path("form").asInt();
        if (form != FORM && form != FORM_WITH_MODULES) {
            throw new CheckpointException(
                    "%s: form is %s, expected %d or %d"
                            .formatted(file, settings.path("form"), FORM, FORM_WITH_MODULES));
        }
        Path configFile = folder.resolve(HuggingFaceConfig.FILE);
        BertConfig config = HuggingFaceConfig.read(Json.read(configFile), configFile);
        Map<String, StoredTensor> tensors = SafetensorsFile.open(folder.resolve(WEIGHTS));
        QuantizedWeights weights = new QuantizedWeights(tensors);
        Map<String, MappedWeights.Source> sources = new TreeMap<>();
        tensors.forEach(
                (name, tensor) ->
                        sources.put(
                                name,
                                new MappedWeights.Source(tensor, MappedWeights.Layout.AS_STORED)));
        ReleasedTokenizer tokenizer =
                ReleasedTokenizer.read(folder, folder.resolve("vocab.txt"), release.name());
        return new LoadedCheckpoint(
                release.name(),
                description(),
                config,
                tokenizer,
                weights,
                new MappedWeights(sources),
                HeadReader.of(
                        new HeadReader.Source(
                                weights, config.hiddenSize(), folder, release.name())),
                form == FORM
                        ? sentences(settings.path("sentences"))
                        : Optional.of(
                                SentenceTransformersFolder.embedding(folder, config.hiddenSize())),
                release.digests());
    }

    /**
     * Says how vectors are made, in the settings where {@link #FORM} has room for it.
     *
     * @param settings gets the form, and what it says of vectors
     */
    public static void putVectors(Path folder, ObjectNode settings, Checkpoint checkpoint)
            throws IOException {
        Optional<SentenceEmbedding> own = checkpoint.sentenceEmbedding();
        boolean modules = own.isPresent() && !isAllSaid(own.get());
        settings.put("form", modules ? FORM_WITH_MODULES : FORM);
        if (modules) {
            SentenceTransformersWriter.write(folder, own.get(), checkpoint.config().hiddenSize());
        } else if (own.isPresent()) {
            ObjectNode sentences = settings.putObject("sentences");
            sentences.put("pooling", own.get().pooling().name());
            sentences.put("normalised", own.get().normalised());
            own.get().maxTokens().ifPresent(most -> sentences.put("max_tokens", most));
        }
    }

    private static boolean isAllSaid(SentenceEmbedding embedding) {
        return embedding.isPlain() && embedding.similarity() == SimilarityFunction.COSINE;
    }

    private static Optional<SentenceEmbedding> sentences(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return Optional.empty();
        }
        return Optional.of(
                new SentenceEmbedding(
                        Pooling.valueOf(json.path("pooling").asText()),
                        json.path("normalised").asBoolean(),
                        json.hasNonNull("max_tokens")
                                ? OptionalInt.of(json.path("max_tokens").asInt())
                                : OptionalInt.empty()));
    }
}
