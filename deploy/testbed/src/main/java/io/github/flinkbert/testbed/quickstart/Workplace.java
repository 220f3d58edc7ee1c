package io.github.flinkbert.testbed.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/**
 * A temporary folder, and whatever has to end before it can go. Cleared when it is closed, and when
 * the process is told to end before that. While it is open, it is where this process puts temporary
 * files, Flink's among them.
 */
final class Workplace implements AutoCloseable {

    /** Files that something still writes can turn up while the folder is being deleted. */
    private static final int DELETIONS = 5;

    private static final String TEMPORARY = "java.io.tmpdir";

    private final Path folder;
    private final String temporaryBefore = System.getProperty(TEMPORARY);
    private final Deque<Runnable> endings = new ArrayDeque<>();
    private final Thread hook = new Thread(this::clear, "clear-workplace");
    private boolean cleared;

    private Workplace(Path folder) {
        this.folder = folder;
    }

    static Workplace open() throws IOException {
        Workplace workplace = new Workplace(Files.createTempDirectory("flink-bert-quickstart-"));
        Runtime.getRuntime().addShutdownHook(workplace.hook);
        System.setProperty(TEMPORARY, workplace.folder("tmp").toString());
        return workplace;
    }

    Path folder(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    /** The folder itself. */
    Path root() {
        return folder;
    }

    /**
     * Remembers what ends something that lives here; the last comes first.
     *
     * @throws IllegalStateException if all has been cleared already; what was to be ended has been
     */
    synchronized void atEnd(Runnable ending) {
        if (cleared) {
            ending.run();
            throw new IllegalStateException("the quickstart is ending");
        }
        endings.push(ending);
    }

    @Override
    public void close() {
        System.setProperty(TEMPORARY, temporaryBefore);
        clear();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already: the hook finds nothing left to do.
        }
    }

    private synchronized void clear() {
        if (cleared) {
            return;
        }
        cleared = true;
        endings.forEach(Runnable::run);
        for (int i = 0; i < DELETIONS && Files.exists(folder); i++) {
            delete();
        }
    }

    private void delete() {
        try (Stream<Path> inside = Files.walk(folder)) {
            inside.sorted(Comparator.reverseOrder()).forEach(Workplace::deleteOne);
        } catch (IOException | UncheckedIOException e) {
            // Something vanished or appeared under the walk: look again.
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
