package io.github.flinkbert.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the folder and in the archives. */
final class DistributionIT {

    private static final Path RUNTIME = Path.of(Assembled.HOME + ".tar.gz");
    private static final Path TESTBED =
            Assembled.HOME.resolveSibling(
                    Assembled.HOME
                                    .getFileName()
                                    .toString()
                                    .replace("flink-bert-", "flink-bert-testbed-")
                            + ".tar.gz");

    @TempDir Path folder;

    @Test
    void theCommandLineRunsFromTheUnpackedArchive() throws Exception {
        tar("-xzf", RUNTIME.toString(), "-C", folder.toString());

        assertThat(help()).contains("inspect").doesNotContain("local-cluster", "chaos");
    }

    @Test
    void theTestbedIsUnpackedOverIt() throws Exception {
        tar("-xzf", RUNTIME.toString(), "-C", folder.toString());
        tar("-xzf", TESTBED.toString(), "-C", folder.toString());

        assertThat(help()).contains("local-cluster", "chaos", "inspect");
        assertThat(relative(folder.resolve(Assembled.HOME.getFileName())))
                .isEqualTo(relative(Assembled.HOME));
    }

    @Test
    void theRuntimesArchiveHoldsNeitherBrokerNorTestbed() throws Exception {
        String home = Assembled.HOME.getFileName().toString();

        assertThat(tar("-tzf", RUNTIME.toString()).lines())
                .allMatch(name -> name.startsWith(home + "/"))
                .contains(home + "/bin/flink-bert")
                .noneMatch(name -> name.contains("broker") || name.contains("testbed"))
                .noneMatch(name -> name.contains("kafka_2.13") || name.contains("scala-library"))
                .noneMatch(name -> name.endsWith("/bin/chaos"));
        assertThat(tar("-tzf", TESTBED.toString()).lines())
                .allMatch(name -> name.startsWith(home + "/"))
                .anyMatch(name -> name.contains("/broker/lib/kafka_2.13"))
                .anyMatch(name -> name.contains("/lib/testbed/flink-bert-testbed"))
                .contains(home + "/bin/chaos")
                .noneMatch(name -> name.contains("/lib/bert") || name.contains("/lib/flink/"));
    }

    /** What goes into Flink's lib/. */
    @Test
    void besideFlinkAreTheModelLoaderAndTensorFlowOnly() throws Exception {
        List<String> bert = Assembled.names("lib/bert");

        assertThat(bert)
                .anyMatch(name -> name.matches("flink-bert-[0-9].*"))
                .anyMatch(name -> name.startsWith("tensorflow-core-native"))
                .noneMatch(name -> name.matches("flink-bert-[a-z].*"))
                .noneMatch(name -> name.matches("(picocli|progressbar|jline|ojalgo).*"));
        for (String name : bert) {
            try (JarFile jar = new JarFile(Assembled.HOME.resolve("lib/bert/" + name).toFile())) {
                assertThat(jar.stream().map(Object::toString))
                        .as(name)
                        .noneMatch(
                                entry ->
                                        entry.matches(
                                                "io/github/flinkbert/(training|evaluation|cli|console|testbed|broker)/.*"))
                        .noneMatch(entry -> entry.matches("(picocli|me/tongfei|org/jline)/.*"));
            }
        }
    }

    private String help() throws Exception {
        Assembled.Run run =
                Assembled.run(
                        folder.resolve(Assembled.HOME.getFileName()),
                        folder.resolve("errors"),
                        "flink-bert",
                        "--help");
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out();
    }

    private static String tar(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("tar"));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(command.toString()).isZero();
        return printed;
    }

    @Test
    void noLibraryIsThereTwice() throws Exception {
        List<String> all = new ArrayList<>();
        for (String part :
                List.of("lib/bert", "lib/command", "lib/flink", "lib/image", "lib/testbed")) {
            all.addAll(Assembled.names(part));
        }
        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(60);
        assertThat(Assembled.names("lib/flink"))
                .anyMatch(name -> name.startsWith("flink-runtime-2"))
                .anyMatch(name -> name.startsWith("flink-runtime-web"))
                .noneMatch(name -> name.startsWith("tensorflow"))
                .noneMatch(name -> name.matches("(jib|guava|google|http|gson).*"));
        assertThat(Assembled.names("lib/image"))
                .anyMatch(name -> name.startsWith("flink-bert-image"))
                .anyMatch(name -> name.startsWith("jib-core"));
        assertThat(Assembled.names("broker/lib")).anyMatch(name -> name.startsWith("kafka_2.13"));
        assertThat(Assembled.names("plugins"))
                .containsExactly(
                        "external-resource-gpu", "external-resource-tpu", "metrics-prometheus");
    }

    /** A native library can be loaded by one class loader only, and a job's goes with the job. */
    @Test
    void theJobsJarHoldsTheJobAndNoTensorFlow() throws Exception {
        Path jar = Assembled.HOME.resolve("lib/job").resolve(Assembled.names("lib/job").get(0));
        try (JarFile job = new JarFile(jar.toFile())) {
            assertThat(job.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.github.flinkbert.flink.KafkaEnrichmentJob");
            assertThat(job.getEntry("io/github/flinkbert/flink/KafkaEnrichmentJob.class"))
                    .isNotNull();
            assertThat(job.getEntry("org/apache/flink/connector/kafka/sink/KafkaSink.class"))
                    .isNotNull();
            assertThat(job.stream().map(Object::toString))
                    .noneMatch(name -> name.startsWith("org/tensorflow"))
                    .noneMatch(name -> name.startsWith("io/github/flinkbert/encoder"));
        }
    }

    @Test
    void everyAdapterGoesAlongWhole() throws Exception {
        Path source = Path.of("../adapters");
        assertThat(relative(source))
                .contains("entities-en/adapter_model.safetensors", "entities-ko/config.json");
        assertThat(relative(Assembled.HOME.resolve("adapters"))).isEqualTo(relative(source));
    }

    private static List<String> relative(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whatIsBundledIsNamedWithItsLicence() throws Exception {
        String list = Files.readString(Assembled.HOME.resolve("licenses/THIRD-PARTY.txt"));
        String broker = Files.readString(Assembled.HOME.resolve("licenses/broker/THIRD-PARTY.txt"));

        assertThat(list).contains("tensorflow-core-native", "flink-runtime", "Apache");
        assertThat(broker).contains("kafka_2.13", "scala-library");
        assertThat(Assembled.HOME.resolve("LICENSE")).exists();
        assertThat(Assembled.HOME.resolve("NOTICE")).exists();
        assertThat(Assembled.names("licenses")).anyMatch(name -> name.startsWith("flink-runtime"));
    }
}
