package io.github.flinkbert.flink.model;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.FileDigests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;

/**
 * Brings what lies on one of Flink's own file systems, such as {@code s3:} or {@code hdfs:}, to
 * this machine's cache. A file of another length or time of change is another file.
 */
@Internal
public final class RemoteFiles {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):.*");

    /** What needs no help of Flink's. */
    private static final Set<String> KNOWN =
            Set.of("file", "http", "https", "jar", "maven", "google", "hf");

    private RemoteFiles() {}

    /**
     * The same model from here, its checkpoint and its adapters. Blocks while they are fetched.
     *
     * @return options that need no Flink to be opened
     * @throws CheckpointException with a sentence for the user if something cannot be read
     */
    public static BertOptions fetched(BertOptions options) {
        Map<String, String> adapters = new TreeMap<>();
        options.adapters().forEach((name, place) -> adapters.put(name, fetched(place)));
        return options.withCheckpoint(fetched(options.checkpoint())).withAdapters(adapters);
    }

    /**
     * @return a location that needs no Flink to be read
     */
    static String fetched(String location) {
        Matcher scheme = SCHEME.matcher(location);
        if (!scheme.matches()
                || KNOWN.contains(scheme.group(1))
                || Files.exists(Path.of(location))) {
            return location;
        }
        try {
            return fetched(new org.apache.flink.core.fs.Path(location)).toString();
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read: %s".formatted(location, e.getMessage()), e);
        }
    }

    private static Path fetched(org.apache.flink.core.fs.Path place) throws IOException {
        FileSystem files = place.getFileSystem();
        FileStatus status = files.getFileStatus(place);
        StringBuilder stamp = new StringBuilder();
        list(files, status, stamp);
        String key = FileDigests.ofText(stamp.toString());
        Path entry =
                CacheFolder.standard()
                        .entry(
                                "remote",
                                key,
                                folder -> copy(files, status, folder.resolve(place.getName())));
        return entry.resolve(place.getName());
    }

    private static void list(FileSystem files, FileStatus status, StringBuilder stamp)
            throws IOException {
        if (!status.isDir()) {
            stamp.append(status.getPath())
                    .append(' ')
                    .append(status.getLen())
                    .append(' ')
                    .append(status.getModificationTime())
                    .append('\n');
            return;
        }
        for (FileStatus below : files.listStatus(status.getPath())) {
            list(files, below, stamp);
        }
    }

    private static void copy(FileSystem files, FileStatus status, Path to) throws IOException {
        if (!status.isDir()) {
            try (FSDataInputStream in = files.open(status.getPath())) {
                Files.copy((InputStream) in, to);
            }
            return;
        }
        Files.createDirectories(to);
        for (FileStatus below : files.listStatus(status.getPath())) {
            copy(files, below, to.resolve(below.getPath().getName()));
        }
    }
}
