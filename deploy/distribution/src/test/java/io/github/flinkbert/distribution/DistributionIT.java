package io.github.flinkbert.distribution;

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

/** What is in the folder and in the archive. */
final class DistributionIT {

    @TempDir Path folder;

    @Test
    void theCommandLineRunsFromTheUnpackedArchive() throws Exception {
        Path archive = Path.of(Assembled.HOME + ".tar.gz");
        assertThat(archive).exists();
        int unpacked =
                new ProcessBuilder("tar", "-xzf", archive.toString(), "-C", folder.toString())
                        .inheritIO()
                        .start()
                        .waitFor();
        assertThat(unpacked).isZero();

        Assembled.Run run =
                Assembled.run(
                        folder.resolve(Assembled.HOME.getFileName()),
                        folder.resolve("errors"),
                        "flink-bert",
                        "--help");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("local-cluster", "chaos", "inspect");
    }

    @Test
    void noLibraryIsThereTwice() throws Exception {
        List<String> all = new ArrayList<>();
        for (String part : List.of("lib/bert", "lib/command", "lib/flink")) {
            all.addAll(Assembled.names(part));
        }
        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(60);
        assertThat(Assembled.names("lib/flink"))
                .anyMatch(name -> name.startsWith("flink-runtime-2"))
                .anyMatch(name -> name.startsWith("flink-runtime-web"))
                .noneMatch(name -> name.startsWith("tensorflow"));
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
