package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.TensorBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Google's release as downloaded and unpacked: {@code bert_config.json}, {@code vocab.txt}, {@code
 * bert_model.ckpt.*}. Also what Google's fine-tuning scripts leave, where the file {@code
 * checkpoint} says which of several checkpoints is the latest.
 */
final class GoogleRelease implements ReleaseForm {

    private static final Pattern LATEST =
            Pattern.compile("^model_checkpoint_path:\\s*\"([^\"]+)\"", Pattern.MULTILINE);

    @Override
    public String description() {
        return "Google release (bert_config.json, vocab.txt, bert_model.ckpt.*)";
    }

    @Override
    public boolean matches(Path folder) throws IOException {
        return Files.isRegularFile(folder.resolve(BundleRelease.CONFIG))
                || !BundleRelease.indexes(folder).isEmpty();
    }

    @Override
    public Checkpoint open(Release release) throws IOException {
        return BundleRelease.open(
                release,
                "Google release",
                index(release),
                ReleasedTokenizer.read(
                        release.folder(), release.folder().resolve("vocab.txt"), release.name()));
    }

    private static Path index(Release release) throws IOException {
        Path folder = release.folder();
        List<Path> indexes = BundleRelease.indexes(folder);
        if (indexes.isEmpty()) {
            throw new CheckpointException(
                    "%s has a %s, but no checkpoint: expected a file such as %s"
                            .formatted(folder, BundleRelease.CONFIG, "bert_model.ckpt.index"));
        }
        if (indexes.size() == 1) {
            return indexes.get(0);
        }
        Path state = folder.resolve("checkpoint");
        if (Files.isRegularFile(state)) {
            Matcher latest = LATEST.matcher(Files.readString(state));
            if (latest.find()) {
                String prefix = Path.of(latest.group(1)).getFileName().toString();
                Path index = folder.resolve(prefix + ".index");
                if (TensorBundle.isIndex(index)) {
                    return index;
                }
            }
        }
        throw new CheckpointException(
                "%s holds %d checkpoints (%s); expected one, or a file \"checkpoint\" that names it"
                        .formatted(
                                folder,
                                indexes.size(),
                                indexes.stream().map(i -> i.getFileName().toString()).toList()));
    }
}
