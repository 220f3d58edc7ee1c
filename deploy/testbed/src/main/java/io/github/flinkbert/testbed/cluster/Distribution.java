package io.github.flinkbert.testbed.cluster;

import io.github.flinkbert.cli.terminal.UserException;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;

/**
 * The folder that {@code mvn package} assembles, and what lies where in it.
 *
 * @param home its absolute path
 */
@Internal
public record Distribution(Path home) {

    private static final String PROPERTY = "flinkbert.distribution";

    public Distribution {
        home = home.toAbsolutePath().normalize();
        for (String part : List.of("lib/flink", "lib/bert", "lib/job", "broker/lib")) {
            if (!Files.isDirectory(home.resolve(part))) {
                throw new UserException(
                        "there is no distribution in %s: expected a folder %s in it; build it with: mvn -q package -DskipTests"
                                .formatted(home, part));
            }
        }
    }

    /** The one that this program runs from, or that was built beside it. */
    public static Distribution locate() {
        String home = System.getProperty(PROPERTY, "");
        if (home.isEmpty()) {
            throw new UserException(
                    "there is no distribution here; build it with: mvn -q package -DskipTests");
        }
        return new Distribution(Path.of(home));
    }

    /** Of job managers, task managers and Flink's client. */
    String flinkClassPath() {
        return classPath("lib/flink/*", "lib/bert/*");
    }

    /** Of the Kafka broker, which brings another Scala. */
    String brokerClassPath() {
        return classPath("broker/lib/*", "broker/*");
    }

    Path jobJar() {
        try (Stream<Path> jars = Files.list(home.resolve("lib/job"))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new UserException("there is no job jar in lib/job"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path plugins() {
        return home.resolve("plugins");
    }

    Path conf() {
        return home.resolve("conf");
    }

    private String classPath(String... parts) {
        return Stream.of(parts)
                .map(part -> home + File.separator + part)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
