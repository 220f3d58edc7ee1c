package io.github.flinkbert.checkpoint;

import io.github.flinkbert.tensor.TensorBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What Google's release folders and SavedModels share: a tensor bundle, a vocabulary. */
final class BundleRelease {

    static final String CONFIG = "bert_config.json";

    private BundleRelease() {}

    /** Files that call themselves an index; whether they are, shows when they are opened. */
    static List<Path> indexes(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".index"))
                    .sorted()
                    .toList();
        }
    }

    static Checkpoint open(
            Release release, String format, Path index, ReleasedTokenizer tokenizer) {
        TensorBundle bundle = TensorBundle.open(index);
        MappedWeights weights =
                new MappedWeights(GoogleNames.bare(bundle.tensors(), release.name()));
        Path configFile = release.folder().resolve(CONFIG);
        BertConfig config =
                Files.isRegularFile(configFile)
                        ? ConfigFile.read(configFile)
                        : ConfigFromShapes.read(weights, release.name());
        return new LoadedCheckpoint(
                release.name(),
                format,
                config,
                tokenizer.orCasing(() -> ReleaseName.casing(release.name())),
                weights,
                HeadReader.of(
                        new HeadReader.Source(
                                weights,
                                config.hiddenSize(),
                                release.folder(),
                                release.name(),
                                Optional.empty(),
                                LabelHeadKind.fromOptimizer(bundle.tensors().keySet()))),
                Optional.empty(),
                release.digests());
    }
}
