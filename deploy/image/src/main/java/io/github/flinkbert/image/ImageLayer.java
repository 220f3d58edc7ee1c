package io.github.flinkbert.image;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A layer of the image. All that it has belongs to Flink's user, the folders of Flink among it: a
 * layer sets the owner of each folder above its files anew, and Flink writes into its own.
 */
final class ImageLayer {

    /** Flink's user and group in its own images; numbers, which Kubernetes can tell from root's. */
    static final String OWNER = "9999:9999";

    /** So that the same files are the same layer. */
    private static final Instant TIME = FileEntriesLayer.DEFAULT_MODIFICATION_TIME;

    private final FileEntriesLayer.Builder layer;
    private final Path home;
    private final Set<AbsoluteUnixPath> folders = new HashSet<>();

    /**
     * @param home of the distribution
     */
    ImageLayer(String name, Path home) {
        this.layer = FileEntriesLayer.builder().setName(name);
        this.home = home;
    }

    /** A folder, and those above it that are Flink's or ours. */
    ImageLayer folder(String target) {
        AbsoluteUnixPath folder = AbsoluteUnixPath.get("/");
        boolean owned = false;
        for (String name : target.substring(1).split("/", -1)) {
            folder = folder.resolve(name);
            owned |= name.startsWith("flink");
            if (owned && folders.add(folder)) {
                // Of the source, only that it is a folder counts.
                layer.addEntry(
                        home, folder, FilePermissions.DEFAULT_FOLDER_PERMISSIONS, TIME, OWNER);
            }
        }
        return this;
    }

    /** A file, under its own name. */
    ImageLayer file(String source, String target) {
        return file(home.resolve(source), target);
    }

    private ImageLayer file(Path source, String target) {
        folder(target);
        layer.addEntry(
                source,
                AbsoluteUnixPath.get(target).resolve(source.getFileName().toString()),
                FilePermissions.DEFAULT_FILE_PERMISSIONS,
                TIME,
                OWNER);
        return this;
    }

    /** What is in a folder, and in those below it. */
    ImageLayer folder(String source, String target) throws IOException {
        return folder(source, target, name -> true);
    }

    /**
     * @param names which files are taken
     */
    ImageLayer folder(String source, String target, Predicate<String> names) throws IOException {
        Path from = home.resolve(source);
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            if (names.test(file.getFileName().toString())) {
                Path inside = from.relativize(file).getParent();
                file(
                        file,
                        inside == null
                                ? target
                                : target + "/" + inside.toString().replace('\\', '/'));
            }
        }
        return this;
    }

    FileEntriesLayer build() {
        return layer.build();
    }
}
