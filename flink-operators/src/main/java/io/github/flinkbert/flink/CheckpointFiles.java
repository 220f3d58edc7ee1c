package io.github.flinkbert.flink;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.location.CacheFolder;

import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checkpoints in the file systems that Flink knows and the loader does not, such as {@code s3:} and
 * {@code gs:}: fetched once into this machine's cache, by what they are called and when they were
 * written.
 */
final class CheckpointFiles {

    /** What the loader reads by itself. */
    private static final Set<String> LOADERS_OWN = Set.of("maven", "file", "http", "https", "jar");

    /** A scheme has two letters at least: one is a drive. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

    private static final String ENTRY = "flink-files";

    private CheckpointFiles() {}

    /** The same options, with a checkpoint that the loader can read. */
    static BertOptions local(BertOptions options) {
        Matcher scheme = SCHEME.matcher(options.checkpoint());
        if (!scheme.matches() || LOADERS_OWN.contains(scheme.group(1).toLowerCase(Locale.ROOT))) {
            return options;
        }
        try {
            return options.withCheckpoint(fetched(new Path(options.checkpoint())).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot fetch the checkpoint %s: %s"
                            .formatted(options.checkpoint(), e.getMessage()),
                    e);
        }
    }

    private static java.nio.file.Path fetched(Path from) throws IOException {
        FileSystem files = from.getFileSystem();
        FileStatus found = files.getFileStatus(from);
        String version =
                Integer.toHexString(from.toString().hashCode())
                        + Long.toHexString(found.getModificationTime())
                        + Long.toHexString(found.getLen());
        java.nio.file.Path folder =
                CacheFolder.standard().entry(ENTRY, version, into -> copy(files, found, into));
        return folder.resolve(from.getName());
    }

    private static void copy(FileSystem files, FileStatus from, java.nio.file.Path folder)
            throws IOException {
        java.nio.file.Path to = folder.resolve(from.getPath().getName());
        if (from.isDir()) {
            Files.createDirectory(to);
            for (FileStatus inside : files.listStatus(from.getPath())) {
                copy(files, inside, to);
            }
            return;
        }
        try (InputStream in = files.open(from.getPath())) {
            Files.copy(in, to);
        }
    }
}
