package io.github.flinkbert.image;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import io.github.flinkbert.cli.terminal.UserException;
import io.github.flinkbert.engine.NativeMemory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an image has of the distribution, and where: the same as {@code deploy/docker/Dockerfile}
 * says.
 *
 * @param home the distribution's absolute path
 */
record ImageContents(Path home) {

    private static final String PROPERTY = "flinkbert.distribution";
    private static final String CACHE = "/var/cache/flink-bert";
    private static final String LIBRARIES = "lib/bert";
    private static final String JOB = "lib/job";
    private static final Predicate<String> OURS = name -> name.startsWith("flink-bert-");
    private static final Pattern NATIVE =
            Pattern.compile("tensorflow-core-native-[0-9.]+-([a-z]+-[a-z0-9_]+?)(-gpu)?\\.jar");

    ImageContents {
        home = home.toAbsolutePath().normalize();
        for (String part : List.of(LIBRARIES, JOB, "lib/flink", "adapters", "licenses")) {
            if (!Files.isDirectory(home.resolve(part))) {
                throw new UserException(
                        "there is no distribution in %s: expected a folder %s in it; build it with: mvn -q package -DskipTests"
                                .formatted(home, part));
            }
        }
    }

    /** Of the distribution that this program runs from. */
    static ImageContents locate() {
        String home = System.getProperty(PROPERTY, "");
        if (home.isEmpty()) {
            throw new UserException(
                    "there is no distribution here; build it with: mvn -q package -DskipTests");
        }
        return new ImageContents(Path.of(home));
    }

    /** What changes seldom comes first, so that a registry has it already. */
    List<FileEntriesLayer> layers() throws IOException {
        return List.of(
                new ImageLayer("libraries", home)
                        .folder(LIBRARIES, "/opt/flink/lib", OURS.negate())
                        .folder("licenses", "/opt/flink-bert/licenses")
                        .folder(CACHE)
                        .folder("/var/lib/flink-bert/checkpoints")
                        .build(),
                new ImageLayer("adapters", home)
                        .folder("adapters", "/opt/flink-bert/adapters")
                        .build(),
                new ImageLayer("flink-bert", home)
                        .folder(LIBRARIES, "/opt/flink/lib", OURS)
                        .folder(JOB, "/opt/flink/usrlib")
                        .folder(
                                "plugins/external-resource-tpu",
                                "/opt/flink/plugins/external-resource-tpu")
                        .file("LICENSE", "/opt/flink-bert")
                        .file("NOTICE", "/opt/flink-bert")
                        .build());
    }

    /**
     * @param base without Flink there is no file system of object stores to switch on
     */
    Map<String, String> environment(BaseImage base) throws IOException {
        Map<String, String> environment = new TreeMap<>(NativeMemory.environment());
        environment.put("TF_CPP_MIN_LOG_LEVEL", "1");
        environment.put("FLINK_BERT_CACHE", CACHE);
        if (base.hasFlink()) {
            String flink = flinkVersion();
            // A layer has no links: Flink's image makes them itself, from this, when it starts.
            environment.put(
                    "ENABLE_BUILT_IN_PLUGINS",
                    "flink-s3-fs-presto-%1$s.jar;flink-gs-fs-hadoop-%1$s.jar".formatted(flink));
        }
        return environment;
    }

    /** Of the machines that TensorFlow's native library in this distribution is for. */
    Platform platform() throws IOException {
        String found = one(LIBRARIES, NATIVE);
        return switch (found) {
            case "linux-x86_64" -> new Platform("amd64", "linux");
            case "linux-arm64" -> new Platform("arm64", "linux");
            default ->
                    throw new UserException(
                            "%s has TensorFlow for %s, and an image runs Linux: expected a distribution built with -Dtensorflow.platform=linux-x86_64 or linux-arm64"
                                    .formatted(home.resolve(LIBRARIES), found));
        };
    }

    /** Of flink-bert. */
    String version() throws IOException {
        return one(JOB, Pattern.compile("flink-bert-job-(.+)\\.jar"));
    }

    /** Of Flink. */
    String flinkVersion() throws IOException {
        return one("lib/flink", Pattern.compile("flink-runtime-([0-9].*)\\.jar"));
    }

    /** The first group of the first file whose name is such. */
    private String one(String folder, Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(folder))) {
            Optional<String> found =
                    files.map(file -> name.matcher(file.getFileName().toString()))
                            .filter(Matcher::matches)
                            .map(matcher -> matcher.group(1))
                            .sorted()
                            .findFirst();
            return found.orElseThrow(
                    () ->
                            new UserException(
                                    "there is no distribution in %s: expected a file like %s in %s"
                                            .formatted(home, name, folder)));
        }
    }
}
