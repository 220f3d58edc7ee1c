package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.task.Pooling;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A sentence-transformers folder: {@code modules.json}, which names a Hugging Face folder, how its
 * token vectors are pooled, and whether the outcome is normalised.
 */
final class SentenceTransformersFolder implements ReleaseForm {

    private static final String MODULES = "modules.json";
    private static final String MODULE_PACKAGE = "sentence_transformers.models.";
    private static final Map<String, Pooling> MODES =
            Map.of("cls", Pooling.CLS, "mean", Pooling.MEAN, "max", Pooling.MAX);
    private static final Map<String, Pooling> FLAGS =
            Map.of(
                    "pooling_mode_cls_token", Pooling.CLS,
                    "pooling_mode_mean_tokens", Pooling.MEAN,
                    "pooling_mode_max_tokens", Pooling.MAX);

    @Override
    public String description() {
        return "sentence-transformers folder (modules.json)";
    }

    @Override
    public boolean matches(Path folder) {
        return Files.isRegularFile(folder.resolve(MODULES));
    }

    @Override
    public Checkpoint open(Release release) {
        Path file = release.folder().resolve(MODULES);
        Path transformer = null;
        Pooling pooling = null;
        boolean normalised = false;
        for (JsonNode module : Json.readList(file)) {
            String type = module.path("type").asText().replace(MODULE_PACKAGE, "");
            Path path = inside(release.folder(), module.path("path").asText(), file);
            switch (type.substring(type.lastIndexOf('.') + 1)) {
                case "Transformer" -> transformer = path;
                case "Pooling" -> pooling = pooling(path.resolve("config.json"));
                case "Normalize" -> normalised = true;
                default ->
                        throw new CheckpointException(
                                ("%s names a module %s, which is not run; expected Transformer,"
                                                + " Pooling, Normalize")
                                        .formatted(file, type));
            }
        }
        if (transformer == null || pooling == null) {
            throw new CheckpointException(
                    "%s must name a Transformer and a Pooling module".formatted(file));
        }
        return HuggingFaceFolder.open(
                new Release(transformer, release.name(), release.digests()),
                "sentence-transformers folder",
                Optional.of(new SentenceEmbedding(pooling, normalised, maxTokens(transformer))));
    }

    private static Path inside(Path folder, String path, Path file) {
        Path inside = folder.resolve(path).normalize();
        if (!inside.startsWith(folder)) {
            throw new CheckpointException(
                    "%s: the module path \"%s\" lies outside the folder".formatted(file, path));
        }
        return inside;
    }

    private static Pooling pooling(Path file) {
        JsonNode json = Json.read(file);
        List<String> chosen = new ArrayList<>();
        if (json.path("pooling_mode").isTextual()) {
            chosen.add(json.path("pooling_mode").asText());
        }
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            if (entry.getKey().startsWith("pooling_mode_") && entry.getValue().asBoolean()) {
                chosen.add(entry.getKey());
            }
        }
        Pooling pooling =
                chosen.size() == 1
                        ? MODES.getOrDefault(chosen.get(0), FLAGS.get(chosen.get(0)))
                        : null;
        if (pooling == null) {
            throw new CheckpointException(
                    "%s: pooling by %s is not done; expected one of CLS, mean or max"
                            .formatted(file, chosen.isEmpty() ? "nothing" : chosen));
        }
        return pooling;
    }

    private static OptionalInt maxTokens(Path transformer) {
        Path file = transformer.resolve("sentence_bert_config.json");
        if (!Files.isRegularFile(file)) {
            return OptionalInt.empty();
        }
        int tokens = Json.read(file).path("max_seq_length").asInt(0);
        return tokens > 0 ? OptionalInt.of(tokens) : OptionalInt.empty();
    }
}
