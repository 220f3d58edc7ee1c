package io.github.flinkbert.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A project outside this build depends on what is published, by its coordinates: the jars and POMs
 * of this build in a repository of their own, everything else from the local one.
 */
final class SmallProjectIT {

    private static final Path ROOT = Path.of("../..");
    private static final Path PROJECT = Path.of("src/test/resources/small-project");
    private static final Path LOCAL = Path.of(System.getProperty("flinkbert.repository"));
    private static final String VERSION = System.getProperty("flinkbert.version");

    @TempDir Path folder;

    @Test
    void compilesAgainstThePublishedCoordinatesWithoutAWarning() throws Exception {
        Path repository = folder.resolve("repository");
        link(repository, LOCAL, List.of("io", "github", "flinkbert"));
        publish(repository, "flink-bert-parent", ROOT);
        publish(repository, "flink-bert-schemas", ROOT.resolve("schemas"));
        publish(repository, "flink-bert", ROOT.resolve("model-loader/inference"));
        publish(repository, "flink-bert-flink", ROOT.resolve("flink-operators"));
        Path project = copyOfTheProject();

        Path log = folder.resolve("log");
        Process maven =
                new ProcessBuilder(
                                Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(),
                                "--batch-mode",
                                "-Dmaven.repo.local=" + repository,
                                "-Dflink-bert.version=" + VERSION,
                                "-Dflink.version=" + System.getProperty("flinkbert.flink"),
                                "-Djackson.version=" + System.getProperty("flinkbert.jackson"),
                                "-f",
                                project.resolve("pom.xml").toString(),
                                "compile")
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        maven.getOutputStream().close();

        assertThat(maven.waitFor()).as(Files.readString(log, UTF_8)).isZero();
        assertThat(project.resolve("target/classes/example/SmallProject.class")).exists();
    }

    /** Links to everything in a repository but what lies below a path. */
    private static void link(Path to, Path from, List<String> without) throws IOException {
        Files.createDirectories(to);
        if (without.isEmpty() || !Files.exists(from)) {
            return;
        }
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!entry.getFileName().toString().equals(without.get(0))) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
                }
            }
        }
        link(
                to.resolve(without.get(0)),
                from.resolve(without.get(0)),
                without.subList(1, without.size()));
    }

    private static void publish(Path repository, String artifact, Path module) throws IOException {
        Path to = repository.resolve(Path.of("io/github/flinkbert", artifact, VERSION));
        Files.createDirectories(to);
        String name = artifact + "-" + VERSION;
        Files.copy(module.resolve("pom.xml"), to.resolve(name + ".pom"));
        Path jar = module.resolve("target").resolve(name + ".jar");
        if (Files.exists(jar)) {
            Files.copy(jar, to.resolve(name + ".jar"));
        }
    }

    private Path copyOfTheProject() throws IOException {
        Path copy = folder.resolve("small-project");
        List<Path> files;
        try (Stream<Path> all = Files.walk(PROJECT)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path to = copy.resolve(PROJECT.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
        }
        return copy;
    }
}
