package io.github.flinkbert.cli.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder for what Flink does not keep. Deleted when it is closed, and when the process is told to
 * end before that. What a process left that could do neither is deleted by the next one.
 *
 * <p>While it is open, it is where this process puts temporary files: not all of Flink asks its
 * configuration.
 */
final class TemporaryFolder implements AutoCloseable {

    private static final String PROPERTY = "java.io.tmpdir";
    private static final String PREFIX = "flink-bert-run-";

    /** Locked by the process whose folder it is, as long as that lives. */
    private static final String OWNER = "owner";

    private final Path folder;
    private final FileChannel owner;
    private final String before = System.getProperty(PROPERTY);
    private final Thread hook = new Thread(this::delete, "delete-temporary-folder");

    private TemporaryFolder(Path folder, FileChannel owner) {
        this.folder = folder;
        this.owner = owner;
    }

    static TemporaryFolder open() throws IOException {
        Path parent = Path.of(System.getProperty(PROPERTY));
        deleteAbandoned(parent);
        Path folder = Files.createTempDirectory(parent, PREFIX);
        Path unowned = folder.resolve(OWNER + ".new");
        FileChannel owner =
                FileChannel.open(unowned, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var unused = owner.lock();
        // Nobody sees the file without its lock, which would say that the process is gone.
        Files.move(unowned, folder.resolve(OWNER), StandardCopyOption.ATOMIC_MOVE);
        TemporaryFolder temporary = new TemporaryFolder(folder, owner);
        Runtime.getRuntime().addShutdownHook(temporary.hook);
        System.setProperty(PROPERTY, folder.toString());
        return temporary;
    }

    Path path() {
        return folder;
    }

    private static void deleteAbandoned(Path parent) {
        List<Path> folders;
        try (Stream<Path> files = Files.list(parent)) {
            folders =
                    files.filter(file -> file.getFileName().toString().startsWith(PREFIX)).toList();
        } catch (IOException e) {
            return; // not ours to look into
        }
        folders.stream().filter(TemporaryFolder::isAbandoned).forEach(FileTree::delete);
    }

    private static boolean isAbandoned(Path folder) {
        try (FileChannel channel =
                        FileChannel.open(folder.resolve(OWNER), StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (OverlappingFileLockException | IOException e) {
            return false; // of this process, another user's, or just being made
        }
    }

    private void delete() {
        FileTree.delete(folder);
    }

    @Override
    public void close() {
        System.setProperty(PROPERTY, before);
        delete();
        try {
            owner.close();
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IOException | IllegalStateException e) {
            // The process is ending: the hook deletes what has turned up meanwhile.
        }
    }
}
