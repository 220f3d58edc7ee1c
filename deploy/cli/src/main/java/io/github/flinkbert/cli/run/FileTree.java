package io.github.flinkbert.cli.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder with all that is in it. */
final class FileTree {

    /** Files that something still writes can turn up while the folder is being deleted. */
    private static final int TRIES = 5;

    private FileTree() {}

    /** Deletes it, as far as that can be done. */
    static void delete(Path root) {
        for (int i = 0; i < TRIES && Files.exists(root); i++) {
            try (Stream<Path> inside = Files.walk(root)) {
                inside.sorted(Comparator.reverseOrder()).forEach(FileTree::deleteOne);
            } catch (IOException | UncheckedIOException e) {
                // Something vanished or appeared under the walk: look again.
            }
        }
    }

    private static void deleteOne(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
