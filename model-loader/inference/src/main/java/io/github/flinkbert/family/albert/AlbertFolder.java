package io.github.flinkbert.family.albert;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceConfig;
import io.github.flinkbert.checkpoint.HuggingFaceModelType;
import io.github.flinkbert.checkpoint.Relative;
import io.github.flinkbert.checkpoint.RelativeFolder;
import io.github.flinkbert.checkpoint.ReleasedTokenizer;
import io.github.flinkbert.checkpoint.UnigramFiles;
import io.github.flinkbert.checkpoint.UnigramLayout;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * ALBERT's configuration, names and tokenizer.
 *
 * <p>Source: {@code modeling_albert.py} of transformers. Its head of sentence order is BERT's of
 * next sentences: output 0 says that the second text comes after the first. A folder that has a
 * {@code vocab.txt} and no unigram model, as of Chinese, is cut into WordPieces.
 */
final class AlbertFolder implements HuggingFaceModelType, Relative {

    private static final String PREFIX = "albert.";
    private static final Pattern LAYER =
            Pattern.compile(
                    "encoder\\.albert_layer_groups\\.(0|[1-9]\\d{0,4})\\.albert_layers\\.(0|[1-9]\\d{0,4})\\.(.+)\\.(weight|bias)");

    private static final Map<String, String> PARTS =
            Map.of(
                    "attention.query", "attention.self.query",
                    "attention.key", "attention.self.key",
                    "attention.value", "attention.self.value",
                    "attention.dense", "attention.output.dense",
                    "attention.LayerNorm", "attention.output.LayerNorm",
                    "ffn", "intermediate.dense",
                    "ffn_output", "output.dense",
                    "full_layer_layer_norm", "output.LayerNorm");

    private static final Map<String, String> OTHERS =
            Map.ofEntries(
                    Map.entry(
                            "encoder.embedding_hidden_mapping_in.weight",
                            "embeddings_project.weight"),
                    Map.entry(
                            "encoder.embedding_hidden_mapping_in.bias", "embeddings_project.bias"),
                    Map.entry("pooler.weight", "pooler.dense.weight"),
                    Map.entry("pooler.bias", "pooler.dense.bias"),
                    Map.entry("predictions.dense.weight", "cls.predictions.transform.dense.weight"),
                    Map.entry("predictions.dense.bias", "cls.predictions.transform.dense.bias"),
                    Map.entry(
                            "predictions.LayerNorm.weight",
                            "cls.predictions.transform.LayerNorm.weight"),
                    Map.entry(
                            "predictions.LayerNorm.bias",
                            "cls.predictions.transform.LayerNorm.bias"),
                    Map.entry("predictions.bias", "cls.predictions.bias"),
                    Map.entry("sop_classifier.classifier.weight", "cls.seq_relationship.weight"),
                    Map.entry("sop_classifier.classifier.bias", "cls.seq_relationship.bias"));

    @Override
    public String name() {
        return "albert";
    }

    @Override
    public Checkpoint open(Source source) {
        return RelativeFolder.open(source, this);
    }

    @Override
    public String family() {
        return AlbertFamily.NAME;
    }

    @Override
    public String textClass() {
        return "AlbertForSequenceClassification";
    }

    @Override
    public BertConfig config(JsonNode json, Path file) {
        HuggingFaceConfig.requirePlainEncoder(json, file);
        Activation activation =
                json.hasNonNull("hidden_act")
                        ? HuggingFaceConfig.activation(json, "hidden_act", file)
                        : Activation.GELU_TANH;
        BertConfig config = SharedLayers.of(json, file).config(json, file, activation);
        if (!config.projectsEmbeddings()) {
            // It is mapped all the same there, which the graph does not do.
            throw new CheckpointException(
                    "%s: embedding_size and hidden_size are both %d; expected two sizes"
                            .formatted(file, config.hiddenSize()));
        }
        return config;
    }

    @Override
    public ReleasedTokenizer tokenizer(Source source) {
        boolean wordPieces =
                Files.isRegularFile(source.folder().resolve("vocab.txt"))
                        && UnigramFiles.layout(source.folder()).isEmpty();
        return wordPieces
                ? Relative.super.tokenizer(source)
                : UnigramFiles.read(source, UnigramLayout.ALBERT);
    }

    @Override
    public Optional<String> asBert(String tensor, JsonNode json) {
        return allAsBert(tensor, json).stream().findFirst();
    }

    @Override
    public List<String> allAsBert(String tensor, JsonNode json) {
        String bare = tensor.startsWith(PREFIX) ? tensor.substring(PREFIX.length()) : tensor;
        Matcher layer = LAYER.matcher(bare);
        if (layer.matches()) {
            String part = PARTS.get(layer.group(3));
            if (part == null) {
                return List.of();
            }
            return SharedLayers.of(json, Path.of(HuggingFaceConfig.FILE))
                    .layers(Integer.parseInt(layer.group(1)), Integer.parseInt(layer.group(2)))
                    .stream()
                    .map(i -> "encoder.layer.%d.%s.%s".formatted(i, part, layer.group(4)))
                    .toList();
        }
        if (OTHERS.containsKey(bare)) {
            return List.of(OTHERS.get(bare));
        }
        boolean alike =
                bare.startsWith("embeddings.")
                        || bare.startsWith("classifier.")
                        || bare.startsWith("qa_outputs.");
        return alike ? List.of(bare) : List.of();
    }
}
