package io.github.flinkbert.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Ends the process when a stream ends, and leaves no litter. */
final class ParentWatchdog {

    /** Files that the dying broker still writes can turn up while the folder is being deleted. */
    private static final int DELETIONS = 5;

    private ParentWatchdog() {}

    static void hold(InputStream parent, Path folder) {
        Thread watch =
                new Thread(
                        () -> {
                            awaitEnd(parent);
                            delete(folder);
                            // Nothing here is worth an orderly shutdown, which takes seconds.
                            Runtime.getRuntime().halt(0);
                        },
                        "parent-watchdog");
        watch.setDaemon(true);
        watch.start();
    }

    private static void awaitEnd(InputStream parent) {
        try {
            while (parent.read() >= 0) {
                // Whatever comes is of no interest; only the end is.
            }
        } catch (IOException e) {
            // A pipe that fails is as good as one that ended.
        }
    }

    static void delete(Path folder) {
        for (int i = 0; i < DELETIONS && Files.exists(folder); i++) {
            try (Stream<Path> inside = Files.walk(folder)) {
                inside.sorted(Comparator.reverseOrder()).forEach(ParentWatchdog::deleteOne);
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
