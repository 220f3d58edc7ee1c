package io.github.flinkbert.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.failure.CheckpointException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sentence-transformers folder: {@code modules.json}, which names a Hugging Face folder, how its
 * token vectors are pooled, and what is done with the outcome.
 */
final class SentenceTransformersFolder implements ReleaseForm {

    static final String MODULES = "modules.json";
    private static final String LIBRARY = "sentence_transformers.";
    static final String MODULE_PACKAGE = LIBRARY + "models.";
    private static final Set<String> KINDS =
            Set.of("Transformer", "Pooling", "Dense", "Normalize", "Dropout");

    @Override
    public String description() {
        return "sentence-transformers folder (modules.json)";
    }

    @Override
    public boolean matches(Path folder) {
        return Files.isRegularFile(folder.resolve(MODULES));
    }

    /**
     * What {@code modules.json} names.
     *
     * @param after the modules behind the pooling, in their order: the folder of a Dense module, or
     *     empty for Normalize
     */
    private record Modules(Path transformer, Path poolingFile, List<Optional<Path>> after) {

        SentenceEmbedding embedding(SentenceTransformersSettings settings) {
            PoolingConfig pooling = PoolingConfig.read(poolingFile);
            List<SentenceModule> modules = new ArrayList<>();
            for (Optional<Path> dense : after) {
                modules.add(
                        dense.isPresent()
                                ? DenseReader.read(dense.get())
                                : new SentenceModule.Normalize());
            }
            return new SentenceEmbedding(
                    pooling.poolings(),
                    pooling.promptPooled(),
                    modules,
                    settings.maxTokens(),
                    settings.prompts(),
                    settings.similarity(),
                    settings.dimensions());
        }
    }

    @Override
    public Checkpoint open(Release release) {
        Modules modules = modules(release.folder());
        Path transformer = modules.transformer();
        SentenceTransformersSettings settings =
                SentenceTransformersSettings.read(release.folder(), transformer);
        SentenceEmbedding embedding = modules.embedding(settings);
        Checkpoint opened =
                HuggingFaceFolder.open(
                        release.in(transformer),
                        "sentence-transformers folder",
                        Optional.of(embedding),
                        settings.lowerCased());
        requireFit(embedding, opened.shape().hiddenSize(), release.folder().resolve(MODULES));
        return opened;
    }

    /**
     * How vectors are made, as a folder says whose encoder and tokenizer are read elsewhere.
     *
     * @param hiddenSize of the encoder
     */
    static SentenceEmbedding embedding(Path folder, int hiddenSize) {
        Modules modules = modules(folder);
        SentenceEmbedding embedding =
                modules.embedding(SentenceTransformersSettings.read(folder, modules.transformer()));
        requireFit(embedding, hiddenSize, folder.resolve(MODULES));
        return embedding;
    }

    private static void requireFit(SentenceEmbedding embedding, int hiddenSize, Path file) {
        try {
            var unused = embedding.width(hiddenSize);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException("%s: %s".formatted(file, e.getMessage()), e);
        }
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
        return Optional.of(modules.embedding(settings));
    }

    /** The files of an adapter's folder that {@link #ofAdapter} reads, by their paths in it. */
    static List<String> filesOfAdapter(Path folder) {
        if (!Files.isRegularFile(folder.resolve(MODULES))) {
            return List.of();
        }
        List<String> files = new ArrayList<>(SentenceTransformersSettings.FILES);
        files.add(MODULES);
        Modules modules = modules(folder);
        List<Path> own = new ArrayList<>(List.of(modules.poolingFile()));
        for (Optional<Path> dense : modules.after()) {
            dense.ifPresent(at -> DenseReader.FILES.forEach(name -> own.add(at.resolve(name))));
        }
        for (Path file : own) {
            files.add(folder.normalize().relativize(file).toString().replace('\\', '/'));
        }
        return files;
    }

    private static Modules modules(Path folder) {
        Path file = folder.resolve(MODULES);
        Path transformer = null;
        Path pooling = null;
        List<Optional<Path>> after = new ArrayList<>();
        for (JsonNode module : Json.readList(file)) {
            String type = kind(module.path("type").asText(), file);
            Path path = inside(folder, module.path("path").asText(), file);
            boolean inOrder =
                    switch (type) {
                        case "Transformer" -> transformer == null;
                        case "Pooling" -> transformer != null && pooling == null;
                        default -> pooling != null;
                    };
            if (!inOrder) {
                throw new CheckpointException(
                        ("%s names a module %s out of its place; expected one Transformer, then one"
                                        + " Pooling, then Dense and Normalize as often as wanted")
                                .formatted(file, type));
            }
            switch (type) {
                case "Transformer" -> transformer = path;
                case "Pooling" -> pooling = path.resolve("config.json");
                case "Dense" -> after.add(Optional.of(path));
                case "Normalize" -> after.add(Optional.empty());
                default -> {
                    // Dropout, which does something in training alone
                }
            }
        }
        if (transformer == null || pooling == null) {
            throw new CheckpointException(
                    "%s must name a Transformer and a Pooling module".formatted(file));
        }
        return new Modules(transformer, pooling, after);
    }

    /** A module's class, if it is that library's own. */
    private static String kind(String type, Path file) {
        String name = type.substring(type.lastIndexOf('.') + 1);
        boolean own = name.equals(type) || type.startsWith(LIBRARY);
        if (!own || !KINDS.contains(name)) {
            throw new CheckpointException(
                    ("%s names a module %s, which is not run; expected Transformer, Pooling,"
                                    + " Dense, Normalize")
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
}
