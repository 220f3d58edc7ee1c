package io.github.flinkbert.family.albert;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.checkpoint.BundleFolder;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.HuggingFaceConfig;
import io.github.flinkbert.checkpoint.Release;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.checkpoint.UnigramFiles;
import io.github.flinkbert.checkpoint.UnigramLayout;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Google's release of ALBERT: {@code albert_config.json}, {@code 30k-clean.model} and a TensorFlow
 * checkpoint. All of its releases in English lower-case texts.
 *
 * <p>Source: {@code modeling.py} of google-research's albert, whose {@code gelu} is the
 * approximation by tanh.
 */
final class GoogleAlbert implements ReleaseForm {

    private static final String CONFIG = "albert_config.json";
    private static final String LAYERS = "bert/encoder/transformer/";
    private static final String FIRST =
            LAYERS + "group_0/inner_group_0/attention_1/self/query/kernel";
    private static final String MAPPING = "bert/encoder/embedding_hidden_mapping_in/";
    private static final Pattern LAYER =
            Pattern.compile(
                    LAYERS + "group_(0|[1-9]\\d{0,4})/inner_group_(0|[1-9]\\d{0,4})/(.+)/([^/]+)");

    private static final Map<String, String> PARTS =
            Map.of(
                    "attention_1/self/query", "attention/self/query",
                    "attention_1/self/key", "attention/self/key",
                    "attention_1/self/value", "attention/self/value",
                    "attention_1/output/dense", "attention/output/dense",
                    "LayerNorm", "attention/output/LayerNorm",
                    "ffn_1/intermediate/dense", "intermediate/dense",
                    "ffn_1/intermediate/output/dense", "output/dense",
                    "LayerNorm_1", "output/LayerNorm");

    @Override
    public String description() {
        return "Google release of ALBERT (albert_config.json, 30k-clean.model, model.ckpt-*)";
    }

    @Override
    public boolean matches(Path folder) throws IOException {
        return Files.isRegularFile(folder.resolve(CONFIG)) || BundleFolder.holds(folder, FIRST);
    }

    @Override
    public Checkpoint open(Release release) throws IOException {
        Path file = release.folder().resolve(CONFIG);
        JsonNode json = HuggingFaceConfig.json(file);
        SharedLayers shared = SharedLayers.of(json, file);
        BertConfig config = shared.config(json, file, activation(json, file));
        return BundleFolder.open(
                release,
                AlbertFamily.NAME,
                description(),
                FIRST,
                config,
                UnigramFiles.read(model(release), UnigramLayout.ALBERT),
                name -> asBert(name, shared));
    }

    private static Activation activation(JsonNode json, Path file) {
        Activation read = HuggingFaceConfig.activation(json, "hidden_act", file);
        return read == Activation.GELU_ERF ? Activation.GELU_TANH : read;
    }

    private static Path model(Release release) throws IOException {
        try (Stream<Path> files = Files.list(release.folder())) {
            List<Path> found =
                    files.filter(f -> f.getFileName().toString().endsWith(".model")).toList();
            if (found.size() != 1) {
                throw new CheckpointException(
                        ("%s holds %d files whose names end in .model; expected one of"
                                        + " SentencePiece, such as 30k-clean.model")
                                .formatted(release.folder(), found.size()));
            }
            return found.get(0);
        }
    }

    private static List<String> asBert(String name, SharedLayers shared) {
        Matcher layer = LAYER.matcher(name);
        if (layer.matches()) {
            String part = PARTS.get(layer.group(3));
            return part == null
                    ? List.of()
                    : shared
                            .layers(
                                    Integer.parseInt(layer.group(1)),
                                    Integer.parseInt(layer.group(2)))
                            .stream()
                            .map(
                                    i ->
                                            "bert/encoder/layer_%d/%s/%s"
                                                    .formatted(i, part, layer.group(4)))
                            .toList();
        }
        if (name.startsWith(MAPPING)) {
            return List.of("bert/embeddings_project/" + name.substring(MAPPING.length()));
        }
        boolean alike =
                name.startsWith("bert/embeddings/")
                        || name.startsWith("bert/pooler/")
                        || name.startsWith("cls/")
                        || name.startsWith("output_");
        return alike ? List.of(name) : List.of();
    }
}
