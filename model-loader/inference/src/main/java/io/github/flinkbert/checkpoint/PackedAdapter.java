package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.Located;
import io.github.flinkbert.location.Locator;
import io.github.flinkbert.location.ProgressListener;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * An adapter's files as bytes: small enough to travel with a job and to lie in its state, so that
 * no other machine needs to see the folder that they came from. Immutable; known by its digest.
 *
 * @param name for people, as {@link Adapter#name}
 * @param digest as {@link Adapter#digest}
 * @param files name to bytes
 */
@Internal
public record PackedAdapter(String name, String digest, Map<String, byte[]> files)
        implements Serializable {

    /** Most bytes that travel. */
    public static final long MOST_BYTES = 64L << 20;

    /** All that {@link Adapter} and {@link LabelFiles} read of every folder. */
    static final List<String> READ =
            Stream.concat(Adapter.FILES.stream(), LabelFiles.FILES.stream()).toList();

    public PackedAdapter {
        files = Map.copyOf(files);
    }

    /**
     * @param named as for {@link Adapter#open}
     * @throws CheckpointException if it cannot be used, or has more than {@link #MOST_BYTES}
     */
    public static PackedAdapter of(String named) {
        String location = ShippedAdapters.located(named);
        Adapter adapter = Adapter.open(location);
        Located located =
                new Locator(CacheFolder.standard(), ProgressListener.silent()).locate(location);
        Map<String, byte[]> files = new TreeMap<>();
        long bytes = 0;
        try {
            for (String name : files(located.folder())) {
                Path file = located.folder().resolve(name);
                if (Files.isRegularFile(file)) {
                    bytes += Files.size(file);
                    if (bytes > MOST_BYTES) {
                        throw new CheckpointException(
                                "the adapter %s has more than %d MiB, which is the most that travels"
                                                .formatted(location, MOST_BYTES >> 20)
                                        + " with a job; merge it into a checkpoint of its own");
                    }
                    files.put(name, Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    "the adapter %s cannot be read: %s".formatted(location, e.getMessage()), e);
        }
        // A name of two parts is a folder's and its parent's.
        return new PackedAdapter(adapter.name().replace('/', '-'), adapter.digest(), files);
    }

    private static List<String> files(Path folder) {
        return Stream.concat(
                        READ.stream(), SentenceTransformersFolder.filesOfAdapter(folder).stream())
                .distinct()
                .toList();
    }

    /**
     * Lays the files into the cache of this machine, where they stay.
     *
     * @return a location for {@link Adapter#open}
     */
    public String unpacked() {
        Path entry =
                CacheFolder.standard()
                        .entry(
                                "adapters",
                                digest,
                                folder -> {
                                    Path own = Files.createDirectories(folder.resolve(name));
                                    for (Map.Entry<String, byte[]> file : files.entrySet()) {
                                        Path at = own.resolve(file.getKey());
                                        Files.createDirectories(at.getParent());
                                        Files.write(at, file.getValue());
                                    }
                                });
        // As the first to lay it down called it: the same digest may have come under another name.
        try (Stream<Path> folders = Files.list(entry)) {
            return folders.findFirst().orElse(entry).toString();
        } catch (IOException e) {
            throw new CheckpointException(
                    "the cache %s cannot be read: %s".formatted(entry, e.getMessage()), e);
        }
    }

    /** Of the same digest is the same. */
    @Override
    public boolean equals(Object other) {
        return other instanceof PackedAdapter that && that.digest.equals(digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return "PackedAdapter[" + name + " " + digest + "]";
    }
}
