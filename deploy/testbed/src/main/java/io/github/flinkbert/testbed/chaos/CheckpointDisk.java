package io.github.flinkbert.testbed.chaos;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The folder of checkpoints, on a disk that can be made full. Where the system lets this process
 * mount one, that is a small file system in memory, and a full one says so as any full disk does.
 * Elsewhere the folder is taken away and a file put in its place, so that writing fails, too.
 */
final class CheckpointDisk implements AutoCloseable {

    private static final String SIZE = "size=64m";
    private static final String FILLER = "filler";

    private final Path folder;
    private final boolean mounted;

    private CheckpointDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.mounted = mounted;
    }

    static CheckpointDisk at(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return new CheckpointDisk(
                folder,
                succeeds(List.of("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString())));
    }

    /** For the report. */
    String kind() {
        return mounted ? "a tmpfs of 64 MiB, filled" : "a folder, taken away";
    }

    /**
     * Takes all room, also what came free since: a checkpoint that was under way may be completed,
     * and Flink then deletes the one before it, in whose room the next one fits.
     */
    void fill() throws IOException {
        if (!mounted) {
            if (Files.isDirectory(folder)) {
                Files.move(folder, away());
                Files.createFile(folder);
            }
            return;
        }
        try (OutputStream filler =
                Files.newOutputStream(
                        folder.resolve(FILLER),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND)) {
            byte[] block = new byte[4096];
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            // No space left on device: that is what was wanted.
        }
    }

    void free() throws IOException {
        if (mounted) {
            Files.deleteIfExists(folder.resolve(FILLER));
        } else if (Files.isDirectory(away())) {
            Files.deleteIfExists(folder);
            Files.move(away(), folder);
        }
    }

    private Path away() {
        return folder.resolveSibling(folder.getFileName() + ".away");
    }

    @Override
    public void close() throws IOException {
        if (!mounted) {
            return;
        }
        try {
            if (!succeeds(List.of("umount", "-l", folder.toString()))) {
                throw new IOException("cannot unmount " + folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean succeeds(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false; // there is no such command here
        }
    }
}
