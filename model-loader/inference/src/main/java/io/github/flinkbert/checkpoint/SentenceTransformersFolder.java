package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sentence-transformers folder: {@code modules.json}, which names a Hugging Face folder, how its
 * token vectors are pooled, and whether the outcome is normalised.
 */
final class SentenceTransformersFolder implements ReleaseForm {

    private static final String MODULES = "modules.json";
    private static final String LIBRARY = "sentence_transformers.";
    private static final String MODULE_PACKAGE = LIBRARY + "models.";
    private static final Set<String> KINDS =
            Set.of("Transformer", "Pooling", "Normalize", "Dropout");
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

    /** What {@code modules.json} names. */
    private record Modules(Path transformer, Path poolingFile, boolean normalised) {

        Pooling pooling() {
            return SentenceTransformersFolder.pooling(poolingFile);
        }
    }

    @Override
    public Checkpoint open(Release release) {
        Modules modules = modules(release.folder());
        Path transformer = modules.transformer();
        SentenceTransformersSettings settings =
                SentenceTransformersSettings.read(release.folder(), transformer);
        return HuggingFaceFolder.open(
                release.in(transformer),
                "sentence-transformers folder",
                Optional.of(
                        new SentenceEmbedding(
                                modules.pooling(), modules.normalised(), settings.maxTokens())),
                settings.lowerCased());
    }

    /**
     * How an adapter's vectors are made, where its folder says so.
     *
     * @param adapter how sentences speak of it
     */
    static Optional<SentenceEmbedding> ofAdapter(Path folder, String adapter) {
        Path file = folder.resolve(MODULES);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Modules modules = modules(folder);
        if (!modules.transformer().equals(folder.normalize())) {
            throw new CheckpointException(
                    "%s: the Transformer of %s must lie in the adapter's own folder, found %s"
                            .formatted(file, adapter, modules.transformer()));
        }
        SentenceTransformersSettings settings = SentenceTransformersSettings.read(folder, folder);
        if (settings.lowerCased()) {
            throw new CheckpointException(
                    "%s lower-cases texts (do_lower_case), which an adapter cannot; expected false"
                            .formatted(adapter));
        }
        return Optional.of(
                new SentenceEmbedding(
                        modules.pooling(), modules.normalised(), settings.maxTokens()));
    }

    /** The files of an adapter's folder that {@link #ofAdapter} reads, by their paths in it. */
    static List<String> filesOfAdapter(Path folder) {
        if (!Files.isRegularFile(folder.resolve(MODULES))) {
            return List.of();
        }
        List<String> files = new ArrayList<>(SentenceTransformersSettings.FILES);
        files.add(MODULES);
        Path pooling = folder.normalize().relativize(modules(folder).poolingFile());
        files.add(pooling.toString().replace('\\', '/'));
        return files;
    }

    private static Modules modules(Path folder) {
        Path file = folder.resolve(MODULES);
        Path transformer = null;
        Path pooling = null;
        boolean normalised = false;
        for (JsonNode module : Json.readList(file)) {
            String type = kind(module.path("type").asText(), file);
            Path path = inside(folder, module.path("path").asText(), file);
            boolean inOrder =
                    switch (type) {
                        case "Transformer" -> transformer == null;
                        case "Pooling" -> transformer != null && pooling == null && !normalised;
                        default -> pooling != null;
                    };
            if (!inOrder) {
                throw new CheckpointException(
                        ("%s names a module %s out of its place; expected one Transformer, then one"
                                        + " Pooling, then Normalize where vectors are normalised")
                                .formatted(file, type));
            }
            switch (type) {
                case "Transformer" -> transformer = path;
                case "Pooling" -> pooling = path.resolve("config.json");
                case "Normalize" -> normalised = true;
                default -> {
                    // Dropout, which does something in training alone
                }
            }
        }
        if (transformer == null || pooling == null) {
            throw new CheckpointException(
                    "%s must name a Transformer and a Pooling module".formatted(file));
        }
        return new Modules(transformer, pooling, normalised);
    }

    /** A module's class, if it is that library's own. */
    private static String kind(String type, Path file) {
        String name = type.substring(type.lastIndexOf('.') + 1);
        boolean own = name.equals(type) || type.startsWith(LIBRARY);
        if (!own || !KINDS.contains(name)) {
            throw new CheckpointException(
                    ("%s names a module %s, which is not run; expected Transformer, Pooling,"
                                    + " Normalize")
                            .formatted(file, type.replace(MODULE_PACKAGE, "")));
        }
        return name;
    }

    private static Path inside(Path folder, String path, Path file) {
        Path inside = folder.resolve(path).normalize();
        if (!inside.startsWith(folder.normalize())) {
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
}
