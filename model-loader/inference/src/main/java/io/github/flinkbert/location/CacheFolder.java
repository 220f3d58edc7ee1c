package io.github.flinkbert.location;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * A local cache whose entries are folders that are complete or not there.
 *
 * <p>An entry is made in a folder beside it and moved into place when it is whole. A file lock an
 * entry keeps other processes, and other threads of this one, waiting meanwhile. What an
 * interrupted maker left is removed by the next one, which holds the lock and so knows it for a
 * leftover.
 *
 * @param root the cache's folder; made when something is kept
 */
@Internal
public record CacheFolder(Path root) {

    /** System property that names the cache's folder. */
    public static final String PROPERTY = "flinkbert.cache";

    /** Environment variable that names the cache's folder. */
    public static final String VARIABLE = "FLINK_BERT_CACHE";

    private static final String PARTIAL = ".partial-";

    /** Fills a new, empty folder. */
    @FunctionalInterface
    public interface Maker {
        void fill(Path folder) throws IOException;
    }

    /**
     * The cache of this user: {@value #PROPERTY}, or {@value #VARIABLE}, or ~/.cache/flink-bert.
     */
    public static CacheFolder standard() {
        String property = System.getProperty(PROPERTY, "");
        String variable = System.getenv(VARIABLE);
        if (!property.isBlank()) {
            return new CacheFolder(Path.of(property).toAbsolutePath());
        }
        if (variable != null && !variable.isBlank()) {
            return new CacheFolder(Path.of(variable).toAbsolutePath());
        }
        return new CacheFolder(Path.of(System.getProperty("user.home"), ".cache", "flink-bert"));
    }

    /**
     * The folder of an entry, made first if there is none.
     *
     * @param kind what sort of entry: the folder it is kept under
     * @param key lower-case letters and digits
     */
    public Path entry(String kind, String key, Maker maker) {
        Path parent = root.resolve(kind);
        Path entry = parent.resolve(key);
        if (Files.isDirectory(entry)) {
            return entry;
        }
        try {
            Files.createDirectories(parent);
            try (ProcessLock lock = ProcessLock.acquire(parent.resolve(key + ".lock"))) {
                lock.requireHeld();
                if (!Files.isDirectory(entry)) {
                    make(parent, key, maker);
                }
            }
            return entry;
        } catch (IOException e) {
            throw new CheckpointException(
                    "the cache %s cannot keep an entry: %s".formatted(parent, reason(e)), e);
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static void make(Path parent, String key, Maker maker) throws IOException {
        for (Path leftover : startingWith(parent, key + PARTIAL)) {
            delete(leftover);
        }
        Path partial = Files.createTempDirectory(parent, key + PARTIAL);
        try {
            maker.fill(partial);
            try {
                Files.move(partial, parent.resolve(key), StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(partial, parent.resolve(key));
            }
        } finally {
            delete(partial);
        }
    }

    private static List<Path> startingWith(Path parent, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.filter(f -> f.getFileName().toString().startsWith(prefix)).toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
