package io.github.flinkbert.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.flink.config.JobArguments;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what the compose file and the Dockerfiles name exists. */
final class ComposeTest {

    private static final Path DOCKER = Path.of("../docker");
    private static final Pattern COPY =
            Pattern.compile("^COPY (?!--from)(?:--chown=\\S+ )?(.+) \\S+$", Pattern.MULTILINE);

    private final JsonNode compose = read();

    @Test
    void theJobTakesItsOptions() {
        List<String> command = new ArrayList<>();
        compose.at("/services/job-manager/command").forEach(word -> command.add(word.asText()));
        assertThat(command.subList(0, 3))
                .containsExactly(
                        "standalone-job",
                        "--job-classname",
                        "io.github.flinkbert.flink.KafkaEnrichmentJob");

        KafkaJobConfig config =
                KafkaJobConfig.from(
                        JobArguments.parse(
                                command.subList(3, command.size()).toArray(String[]::new)));

        String topics = compose.at("/services/topics/command/2").asText();
        assertThat(topics)
                .contains(config.output().topic(), config.output().deadLetterTopic())
                .contains(config.source().topics().orElseThrow());
    }

    @Test
    void everyFlinkOptionExists() throws Exception {
        Set<String> known = FlinkOptions.keys();
        compose.at("/x-flink/environment/FLINK_PROPERTIES")
                .asText()
                .lines()
                .map(line -> line.substring(0, line.indexOf(':')))
                .forEach(
                        key ->
                                assertThat(known.contains(key) || FlinkOptions.isFamily(key))
                                        .as(key)
                                        .isTrue());
    }

    @Test
    void whatAServiceWaitsForOrMountsIsThere() {
        Set<String> services = new TreeSet<>();
        compose.path("services").fieldNames().forEachRemaining(services::add);
        compose.path("services")
                .forEach(
                        service -> {
                            JsonNode awaited = service.path("depends_on");
                            if (awaited.isArray()) {
                                awaited.forEach(
                                        name -> assertThat(services).contains(name.asText()));
                            } else {
                                awaited.fieldNames()
                                        .forEachRemaining(
                                                name -> assertThat(services).contains(name));
                            }
                            service.path("ports")
                                    .forEach(
                                            port ->
                                                    assertThat(port.asText())
                                                            .startsWith("127.0.0.1:"));
                        });
        assertThat(compose.path("volumes").has("checkpoints")).isTrue();
        assertThat(compose.path("volumes").has("cache")).isTrue();
    }

    /** The job manager looks into the model, a task manager loads it, both keep checkpoints. */
    @ParameterizedTest
    @ValueSource(strings = {"job-manager", "task-manager"})
    void whatTheJobReadsAndWritesIsMounted(String service) {
        List<String> command = new ArrayList<>();
        compose.at("/services/job-manager/command").forEach(word -> command.add(word.asText()));
        List<String> mounts = new ArrayList<>();
        compose.at("/services/" + service + "/volumes")
                .forEach(volume -> mounts.add(volume.asText().replaceAll(":ro$", "")));

        for (String path :
                List.of(
                        command.get(command.indexOf("--model") + 1),
                        "/var/lib/flink-bert/checkpoints",
                        "/var/cache/flink-bert")) {
            assertThat(mounts).as(service).anyMatch(mount -> mount.endsWith(":" + path));
        }
        assertThat(compose.at("/x-flink/environment/FLINK_PROPERTIES").asText())
                .contains("file:///var/lib/flink-bert/checkpoints");
    }

    @Test
    void theDockerfileIsWhereItIsLookedFor() {
        Path context = DOCKER.resolve(compose.at("/x-flink/build/context").asText()).normalize();
        assertThat(context.toString()).isEqualTo("../target/flink-bert-" + version());
        assertThat(context.resolve(compose.at("/x-flink/build/dockerfile").asText()).normalize())
                .exists();
    }

    /** What they copy are folders that the assembly makes. */
    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile", "Dockerfile.gpu", "Dockerfile.tpu"})
    void everyFolderThatIsCopiedIsAssembled(String name) throws Exception {
        String contents =
                Files.readString(Path.of("../distribution/src/main/assembly/contents.xml"));
        String dockerfile = Files.readString(DOCKER.resolve(name));
        Matcher copies = COPY.matcher(dockerfile);
        int found = 0;
        while (copies.find()) {
            for (String source : copies.group(1).split(" ", -1)) {
                found++;
                String folder = source.replaceAll("/$", "");
                assertThat(contents)
                        .as(source)
                        .containsAnyOf(
                                "<outputDirectory>" + folder + "</outputDirectory>",
                                "<include>" + folder + "</include>");
            }
        }
        assertThat(found).isGreaterThan(3);
        assertThat(dockerfile).contains("USER flink");
    }

    private static String version() {
        return "0.2.0";
    }

    private static JsonNode read() {
        try {
            return Yaml.read(DOCKER.resolve("compose.yaml"));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
