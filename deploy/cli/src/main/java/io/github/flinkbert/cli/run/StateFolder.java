package io.github.flinkbert.cli.run;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a run keeps its checkpoints, and a later run of the same job finds them. Each submission of
 * the job to a Flink has a numbered folder in it, so that the newest checkpoint is told by numbers
 * and not by clocks; a file {@value #IDENTITY} says of which job they are.
 *
 * <p>INVARIANT: one process at a time has the folder; it holds a lock on the file {@value #LOCK}.
 */
final class StateFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String IDENTITY = "job.properties";

    /** What Flink writes last into the folder of a checkpoint: it is complete if and only if. */
    private static final String METADATA = "_metadata";

    /** Where the checkpoint of an orderly end lies, in the folder of its submission. */
    private static final String LAST = "last";

    private static final Pattern SUBMISSION = Pattern.compile("\\d{4,9}");
    private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d{1,18})");

    /** The number, the job's id, the checkpoint, the file. */
    private static final int METADATA_DEPTH = 3;

    /** A full disk takes small files for a while longer. */
    private static final int PROBE_BYTES = 1 << 20;

    private final Path folder;
    private final FileChannel channel;

    private StateFolder(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Takes the folder, and makes it where there is none.
     *
     * @throws RunFailedException if another process has it, it cannot be used, or holds other files
     */
    static StateFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            requireOurs(folder);
            FileChannel channel =
                    FileChannel.open(
                            folder.resolve(LOCK),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!lock(channel)) {
                channel.close();
                throw new RunFailedException(
                        "another run has the state folder %s; expected its end, or another folder"
                                        .formatted(folder)
                                + " for this one (--state-folder)");
            }
            return new StateFolder(folder, channel);
        } catch (IOException e) {
            throw new RunFailedException(
                    "the state folder %s cannot be used: %s; --state-folder names another"
                            .formatted(folder, e),
                    e);
        }
    }

    private static void requireOurs(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            Optional<Path> other = files.filter(file -> !isOurs(file)).findFirst();
            if (other.isPresent()) {
                throw new RunFailedException(
                        "the state folder %s holds %s; expected an empty folder, or one of an"
                                        .formatted(folder, other.get().getFileName())
                                + " earlier run");
            }
        }
    }

    private static boolean isOurs(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(LOCK)
                || name.equals(IDENTITY)
                || (SUBMISSION.matcher(name).matches() && Files.isDirectory(file));
    }

    /** The lock goes with the channel, and with the process. */
    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // a run of this very process
        }
    }

    Path path() {
        return folder;
    }

    /** Of which job the checkpoints are; empty where there are none. */
    Optional<Map<String, String>> identity() {
        Path file = folder.resolve(IDENTITY);
        if (newest().isEmpty() || !Files.isRegularFile(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw unusable(e);
        }
        Map<String, String> identity = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(name -> identity.put(name, properties.getProperty(name)));
        return Optional.of(identity);
    }

    /** From here on, the checkpoints are of this job. */
    void identify(Map<String, String> identity) {
        Properties properties = new Properties();
        properties.putAll(identity);
        try (Writer writer = Files.newBufferedWriter(folder.resolve(IDENTITY))) {
            properties.store(writer, "The job whose checkpoints lie here.");
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** The newest complete checkpoint; empty where there is none. */
    Optional<Path> newest() {
        return submissions().stream()
                .sorted(Comparator.comparing(StateFolder::number).reversed())
                .flatMap(submission -> newestOf(submission).stream())
                .findFirst();
    }

    /** The newest complete checkpoint of one submission. */
    Optional<Path> newestOf(Path submission) {
        try (Stream<Path> files = Files.find(submission, METADATA_DEPTH, StateFolder::isMetadata)) {
            return files.map(Path::getParent).max(Comparator.comparing(StateFolder::age));
        } catch (IOException | UncheckedIOException e) {
            // Flink deletes an old checkpoint under the walk: the next look finds what is there.
            return Optional.empty();
        }
    }

    private static boolean isMetadata(Path file, BasicFileAttributes attributes) {
        return file.getFileName().toString().equals(METADATA);
    }

    /** Grows with each checkpoint of a submission; the one of an orderly end is the last. */
    private static long age(Path checkpoint) {
        Matcher periodic = CHECKPOINT.matcher(checkpoint.getFileName().toString());
        return periodic.matches() ? Long.parseLong(periodic.group(1)) : Long.MAX_VALUE;
    }

    /** A new folder, for the checkpoints of a submission that is about to begin. */
    Path begin() {
        int next = 1 + submissions().stream().mapToInt(StateFolder::number).max().orElse(0);
        try {
            return Files.createDirectory(folder.resolve("%04d".formatted(next)));
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Where a submission's checkpoint of an orderly end belongs. */
    static Path last(Path submission) {
        return submission.resolve(LAST);
    }

    /** Once a submission has a complete checkpoint, those before it are needed no more. */
    void deleteBefore(Path submission) {
        submissions().stream()
                .filter(other -> number(other) < number(submission))
                .forEach(FileTree::delete);
    }

    /** Why nothing can be written here; empty if it can. */
    Optional<String> fault() {
        Path probe = folder.resolve(LOCK + ".probe");
        try {
            Files.write(probe, new byte[PROBE_BYTES]);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e.toString());
        } finally {
            FileTree.delete(probe);
        }
    }

    /** All checkpoints go. */
    void clear() {
        submissions().forEach(FileTree::delete);
    }

    private List<Path> submissions() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> SUBMISSION.matcher(file.getFileName().toString()).matches())
                    .toList();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static int number(Path submission) {
        return Integer.parseInt(submission.getFileName().toString());
    }

    private RunFailedException unusable(IOException e) {
        return new RunFailedException(
                "the state folder %s cannot be used: %s".formatted(folder, e), e);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            // The lock ends with the process.
        }
    }
}
