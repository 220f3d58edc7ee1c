package io.github.flinkbert.family.elmo;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Release;
import io.github.flinkbert.checkpoint.ReleaseForm;
import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with {@code *options.json} and {@code *weights.hdf5}, as AllenNLP publishes them ({@code
 * elmo_2x4096_512_2048cnn_2xhighway_options.json}, {@code …_weights.hdf5}). Where a folder has
 * several such pairs, each is named by its weights file.
 */
final class ElmoRelease implements ReleaseForm {

    private static final String OPTIONS = "options.json";
    private static final String WEIGHTS = "weights.hdf5";

    @Override
    public String description() {
        return "release of ELMo (*options.json, *weights.hdf5)";
    }

    @Override
    public boolean matches(Path folder) throws IOException {
        return !ending(folder, OPTIONS).isEmpty() && !ending(folder, WEIGHTS).isEmpty();
    }

    @Override
    public boolean matchesFile(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        return file.getFileName().toString().endsWith(WEIGHTS)
                && folder != null
                && !ending(folder, OPTIONS).isEmpty();
    }

    @Override
    public Checkpoint open(Release release) throws IOException {
        Path weights = weights(release.folder());
        Path options = options(weights);
        return ElmoCheckpoint.open(release.name(), options, weights, release.digests());
    }

    private static Path weights(Path place) throws IOException {
        if (Files.isRegularFile(place)) {
            return place.toAbsolutePath();
        }
        List<Path> found = ending(place, WEIGHTS);
        if (found.size() != 1) {
            throw new CheckpointException(
                    "%s holds %d files *%s; name one of them"
                            .formatted(place, found.size(), WEIGHTS));
        }
        return found.get(0);
    }

    /** Those of the same prefix, or the only ones. */
    private static Path options(Path weights) throws IOException {
        String name = weights.getFileName().toString();
        String prefix = name.substring(0, name.length() - WEIGHTS.length());
        Path own = weights.resolveSibling(prefix + OPTIONS);
        if (Files.isRegularFile(own)) {
            return own;
        }
        List<Path> found = ending(weights.resolveSibling("."), OPTIONS);
        if (found.size() != 1) {
            throw new CheckpointException(
                    "%s has no %s%s beside it: found %d files *%s; expected one"
                            .formatted(weights, prefix, OPTIONS, found.size(), OPTIONS));
        }
        return found.get(0);
    }

    private static List<Path> ending(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(end))
                    .filter(Files::isRegularFile)
                    .map(Path::normalize)
                    .sorted()
                    .toList();
        }
    }
}
