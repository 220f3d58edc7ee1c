package io.github.flinkbert.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.TarImage;
import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.image.UnpackedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An image of the distribution, made without a container engine on a base that has Flink's jars
 * where Flink's own image has them: what is in it, and that the job runs from it.
 */
final class ImageIT {

    private static final Path DOCKERFILE = Path.of("../docker/Dockerfile");
    private static final Pattern COPY =
            Pattern.compile("^COPY --chown=flink:flink (.+) (/\\S+)/$", Pattern.MULTILINE);
    private static final Pattern ENV =
            Pattern.compile("^(?:ENV|   ) ([A-Z_]+)=(\\S+)", Pattern.MULTILINE);
    private static final String LIB = "/opt/flink/lib";

    @TempDir static Path folder;

    private static UnpackedImage base;
    private static UnpackedImage image;
    private static String digest;

    @BeforeAll
    static void make() throws Exception {
        Path tarball = folder.resolve("base.tar");
        try (Stream<Path> jars = Files.list(Assembled.HOME.resolve("lib/flink"))) {
            Jib.fromScratch()
                    .addLayer(jars.sorted().toList(), LIB)
                    .containerize(
                            Containerizer.to(TarImage.at(tarball).named("flink"))
                                    .setApplicationLayersCache(folder.resolve("cache"))
                                    .setBaseImageLayersCache(folder.resolve("cache")));
        }
        base = UnpackedImage.of(tarball, folder.resolve("base"));
        digest = make("image.tar");
        image = UnpackedImage.of(folder.resolve("image.tar"), folder.resolve("image"));
    }

    /** By the command. */
    private static String make(String output) throws Exception {
        Assembled.Run run =
                Assembled.run(
                        folder.resolve("errors"),
                        "flink-bert",
                        "image",
                        "--base-tar",
                        folder.resolve("base.tar").toString(),
                        "--output",
                        folder.resolve(output).toString());
        assertThat(run.exit()).as(run.err()).isZero();
        Matcher printed = Pattern.compile("@(sha256:[0-9a-f]{64}) ").matcher(run.out());
        assertThat(printed.find()).as(run.out()).isTrue();
        return printed.group(1);
    }

    @Test
    void holdsWhatTheDockerfileCopies() throws Exception {
        Map<String, Path> copied = copied();
        List<String> added =
                image.owners().keySet().stream()
                        .filter(path -> Files.isRegularFile(image.at(path)))
                        .filter(path -> !base.owners().containsKey(path))
                        .toList();

        assertThat(added).containsExactlyInAnyOrderElementsOf(copied.keySet());
        for (Map.Entry<String, Path> file : copied.entrySet()) {
            assertThat(Files.mismatch(image.at(file.getKey()), file.getValue()))
                    .as(file.getKey())
                    .isEqualTo(-1);
            assertThat(image.owners()).containsEntry(file.getKey(), "9999:9999");
        }
    }

    /** By path in the image, the file of the distribution. */
    private static Map<String, Path> copied() throws Exception {
        Map<String, Path> copied = new TreeMap<>();
        Matcher lines = COPY.matcher(Files.readString(DOCKERFILE));
        while (lines.find()) {
            for (String source : lines.group(1).split(" ", -1)) {
                Path from = Assembled.HOME.resolve(source);
                Path above = Files.isDirectory(from) ? from : from.getParent();
                try (Stream<Path> files = Files.walk(from)) {
                    files.filter(Files::isRegularFile)
                            .forEach(
                                    file ->
                                            copied.put(
                                                    lines.group(2) + "/" + above.relativize(file),
                                                    file));
                }
            }
        }
        assertThat(copied).hasSizeGreaterThan(50).containsKey("/opt/flink-bert/NOTICE");
        return copied;
    }

    @Test
    void saysWhatTheDockerfileSays() throws Exception {
        String dockerfile = Files.readString(DOCKERFILE);
        Map<String, String> said = new HashMap<>();
        for (Matcher found = ENV.matcher(dockerfile); found.find(); ) {
            said.put(found.group(1), found.group(2));
        }
        Map<String, String> environment = image.environment();

        // What the Dockerfile does by links.
        assertThat(environment.remove("ENABLE_BUILT_IN_PLUGINS"))
                .contains("flink-s3-fs-presto-", "flink-gs-fs-hadoop-");
        assertThat(dockerfile).contains("flink-s3-fs-presto-*.jar", "flink-gs-fs-hadoop-*.jar");
        assertThat(environment).isEqualTo(said);
        // Flink's user has this number in Flink's image.
        assertThat(dockerfile).endsWith("USER flink\n");
        assertThat(image.config().get("User").asText()).isEqualTo("9999:9999");
        for (String made : List.of("/var/cache/flink-bert", "/var/lib/flink-bert/checkpoints")) {
            assertThat(dockerfile).contains(made);
            assertThat(image.at(made)).isDirectory();
        }
    }

    @Test
    void madeAgainItHasTheSameDigest() throws Exception {
        assertThat(make("again.tar")).isEqualTo(digest);
        assertThat(Files.mismatch(folder.resolve("again.tar"), folder.resolve("image.tar")))
                .isEqualTo(-1);
    }

    /** The job's jar is loaded by a class loader of its own, as in a container. */
    @Test
    void theJobRunsFromIt() throws Exception {
        List<String> texts = List.of("a river", "some bank", "the wind");
        try (TestBroker broker = TestBroker.start()) {
            broker.createTopics(1, "texts", "enriched", "enriched-dead-letters");
            broker.send(
                    texts.stream()
                            .map(text -> "{\"text\":\"%s\"}".formatted(text).getBytes(UTF_8))
                            .map(value -> new ProducerRecord<byte[], byte[]>("texts", value))
                            .toList());
            run(broker.bootstrapServers());

            List<JsonNode> enriched = new ArrayList<>();
            for (var record : broker.readAll("enriched")) {
                enriched.add(new ObjectMapper().readTree(record.value()));
            }
            assertThat(enriched)
                    .extracting(record -> record.get("text").asText())
                    .containsExactlyElementsOf(texts);
            assertThat(enriched)
                    .allMatch(record -> record.get("embedding").size() == TinyModel.SIZE);
        }
    }

    private static void run(String broker) throws Exception {
        Path job;
        try (Stream<Path> jars = Files.list(image.at("/opt/flink/usrlib"))) {
            job = jars.findFirst().orElseThrow();
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(doors());
        command.addAll(
                List.of(
                        "-Xmx1g",
                        "-cp",
                        image.at(LIB) + "/*",
                        "org.apache.flink.client.cli.CliFrontend",
                        "run",
                        "-t",
                        "local",
                        job.toString(),
                        "--bootstrap-servers",
                        broker,
                        "--input-topics",
                        "texts",
                        "--output-topic",
                        "enriched",
                        "--stop-at",
                        "latest",
                        "--start-from",
                        "earliest",
                        "--device",
                        "cpu",
                        "--casing",
                        "uncased",
                        "--model",
                        TinyModel.write(folder.resolve("model")).toString()));
        Path log = folder.resolve("job.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(image.environment());
        builder.environment()
                .put(
                        "FLINK_BERT_CACHE",
                        image.at(image.environment().get("FLINK_BERT_CACHE")).toString());
        builder.environment().put("FLINK_CONF_DIR", Assembled.HOME.resolve("conf").toString());
        Process process = builder.start();
        process.getOutputStream().close();

        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
    }

    /** The doors of the JDK that Flink's scripts open in a container. */
    private static List<String> doors() throws Exception {
        Matcher words =
                Pattern.compile("--add-(?:opens|exports)=\\S+")
                        .matcher(Files.readString(Assembled.HOME.resolve("conf/config.yaml")));
        return words.results().map(found -> found.group()).toList();
    }
}
