package io.github.flinkbert.cli.option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/** Deletes folders that something may still be writing to. */
@Internal
public final class Folders {

    /** Files can turn up while the folder is being deleted. */
    private static final int ATTEMPTS = 5;

    private Folders() {}

    /** Deletes a folder with all that is in it, as far as it can. */
    public static void delete(Path folder) {
        for (int i = 0; i < ATTEMPTS && Files.exists(folder); i++) {
            try (Stream<Path> inside = Files.walk(folder)) {
                for (Path file : inside.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException | UncheckedIOException e) {
                // Something vanished or appeared under the walk: look again.
            }
        }
    }
}
