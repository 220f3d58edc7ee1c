package io.github.flinkbert.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.DryRun;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.Pod;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the chart's own; {@link ManifestsTest} looks at what it renders, too. */
final class ChartTest {

    private static final Path SCHEMA = Chart.FOLDER.resolve("values.schema.json");
    private static final Path ALERTS = Path.of("../monitoring/alerts.yaml");

    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "gpu", "tpu"})
    void rendersWhatTheOverlayIs(String name) throws Exception {
        Overlay overlay = Overlay.of(name);
        Overlay chart = Overlay.named("chart-" + name);

        for (String kind : List.of("FlinkDeployment", "PodDisruptionBudget", "PodMonitor")) {
            assertThat(comparable(chart.resource(kind).orElseThrow()))
                    .isEqualTo(comparable(overlay.resource(kind).orElseThrow()));
        }
        assertThat(chart.job()).isEqualTo(overlay.job());
    }

    /** As the base alone, without the overlay's autoscaler. */
    @Test
    void withoutValuesItRendersTheBase() throws Exception {
        JsonNode base = Yaml.read(Path.of("base/flink-deployment.yaml"));

        assertThat(comparable(Chart.render("").flinkDeployment())).isEqualTo(comparable(base));
    }

    /** Without labels, which the chart has more of, and what starts a job anew with its options. */
    private static JsonNode comparable(JsonNode resource) {
        ObjectNode copy = resource.deepCopy();
        copy.replace("metadata", copy.objectNode().set("name", resource.at("/metadata/name")));
        if (copy.get("spec") instanceof ObjectNode spec) {
            spec.remove("restartNonce");
            if (spec.at("/podTemplate/metadata") instanceof ObjectNode metadata) {
                metadata.remove("labels");
            }
        }
        return copy;
    }

    @Test
    void theSchemaNamesTheOptionsOfTheJob() throws Exception {
        assertThat(Yaml.read(SCHEMA).at("/properties/options"))
                .as(
                        "expected in %s as options:%n%s",
                        SCHEMA, ChartOptions.schema().toPrettyString())
                .isEqualTo(ChartOptions.schema());
    }

    @Test
    void theSchemaNamesWhatTheValuesAre() throws Exception {
        JsonNode values = Yaml.read(Chart.FOLDER.resolve("values.yaml"));
        JsonNode schema = Yaml.read(SCHEMA).get("properties");

        Set<String> named = names(schema);
        named.remove("global"); // of charts that this one is a part of
        assertThat(named).isEqualTo(names(values));
        for (String name : names(values)) {
            JsonNode inside = schema.get(name).path("properties");
            if (!inside.isMissingNode() && !name.equals("options")) {
                assertThat(names(inside)).as(name).isEqualTo(names(values.get(name)));
            }
        }
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @ParameterizedTest
    @MethodSource("refused")
    void aValueThatCannotBeIsRefusedByItsName(String values, List<String> said) {
        assertThatThrownBy(() -> Chart.render(values)).message().contains(said);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("options: {modle: x}", "/options", "'modle' not allowed"),
                refused("options: {cached-texts: 1000}", "/options/cached-texts", "want string"),
                refused("options: {normalize: true}", "/options/normalize", "want string"),
                refused("options: {precision: bfloat}", "/options/precision", "'bfloat16'"),
                refused("options: {tasks: 'embedding,entites'}", "/options/tasks", "entites"),
                refused("options: {'kafka.a=b': x}", "/options", "kafka.a=b"),
                refused("flinkConfiguration: {a.b: 64}", "/flinkConfiguration/a.b", "want string"),
                refused("device: cuda", "/device", "'gpu'"),
                refused("device: gpu\noptions: {device: cpu}", "options.device is cpu", "is gpu"),
                refused("upgradeMode: lastState", "/upgradeMode", "'last-state'"),
                refused("taskManager: {slot: 2}", "/taskManager", "'slot' not allowed"),
                refused("taskmanager: {slots: 2}", "'taskmanager' not allowed"),
                refused("parallelism: 0", "/parallelism", "got 0, want 1"),
                refused("storage: 's3://bucket/'", "/storage", "s3://bucket/"),
                refused("secretMounts: [{secret: tls}]", "/secretMounts/0", "mountPath"));
    }

    private static Arguments refused(String values, String... said) {
        return Arguments.of(values, List.of(said));
    }

    @Test
    void aReleasesNameThatTheOperatorDoesNotTakeIsRefused() throws Exception {
        String name = "enrichment-of-the-reviews-of-all-of-our-shops-eu";
        Path none = Files.writeString(folder.resolve("values.yaml"), "");

        assertThatThrownBy(() -> Chart.render(Chart.FOLDER, name, none))
                .hasMessageContaining(name)
                .hasMessageContaining("48 characters: expected at most 45");
    }

    @Test
    void optionsReachTheJobAsTheyAreAndNullTakesADefaultAway() throws Exception {
        Overlay chart =
                Chart.render(
                        """
                        options:
                          delivery: at-least-once
                          transactional-id-prefix: null
                          cached-texts: "1000000"
                          hypothesis-template: 'In C:\\new it says: {}.'
                          tasks: labels
                          candidate-labels: "날씨,日本"
                          kafka.sasl.mechanism: PLAIN
                        """);

        assertThat(chart.job())
                .containsEntry("cached-texts", "1000000")
                .containsEntry("hypothesis-template", "In C:\\new it says: {}.")
                .containsEntry("candidate-labels", "날씨,日本")
                .containsEntry("kafka.sasl.mechanism", "PLAIN")
                .containsEntry("input-topics", "texts")
                .doesNotContainKey("transactional-id-prefix");
        Map<String, String> options = new HashMap<>();
        chart.job().forEach((key, value) -> options.put(key.toString(), value.toString()));
        assertThat(KafkaJobConfig.from(options).output().topic()).isEqualTo("enriched-texts");
    }

    @Test
    void otherOptionsRestartTheJob() throws Exception {
        assertThat(nonce("options: {input-topics: reviews}"))
                .isNotEqualTo(nonce(""))
                .isNotEqualTo(nonce("options: {input-topics: tickets}"));
        assertThat(nonce("taskManager: {memory: 5g}")).isEqualTo(nonce(""));
    }

    private static JsonNode nonce(String values) throws Exception {
        JsonNode nonce = Chart.render(values).flinkDeployment().at("/spec/restartNonce");
        assertThat(nonce.isIntegralNumber()).isTrue();
        return nonce;
    }

    @Test
    void secretsAreMountedAndReadAfterTheOtherOptions() throws Exception {
        JsonNode spec =
                Chart.render(
                                """
                                existingSecret: bert-options
                                secretMounts:
                                  - {secret: kafka-tls, mountPath: /etc/kafka-tls}
                                environmentSecrets: [s3]
                                image: {pullSecrets: [registry]}
                                """)
                        .flinkDeployment()
                        .get("spec");

        assertThat(spec.at("/job/args"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "--properties",
                        "/opt/flink-bert/conf/job.properties",
                        "--properties",
                        "/opt/flink-bert/secret/job.properties");
        Pod pod = Yaml.MAPPER.treeToValue(spec.get("podTemplate"), Pod.class);
        assertThat(pod.getSpec().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getName() + " " + volume.getSecret().getSecretName())
                .containsExactly("job-secret bert-options", "secret-0 kafka-tls");
        assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts())
                .extracting(mount -> mount.getName() + " " + mount.getMountPath())
                .contains("job-secret /opt/flink-bert/secret", "secret-0 /etc/kafka-tls");
        assertThat(
                        pod.getSpec()
                                .getContainers()
                                .get(0)
                                .getEnvFrom()
                                .get(0)
                                .getSecretRef()
                                .getName())
                .isEqualTo("s3");
        assertThat(pod.getSpec().getImagePullSecrets().get(0).getName()).isEqualTo("registry");
    }

    @Test
    void alertsAreThoseOfTheMonitoring() throws Exception {
        // A chart's files lie in its folder, and of a link Helm complains at every command.
        assertThat(Chart.FOLDER.resolve("alerts.yaml"))
                .as("a copy: cp deploy/monitoring/alerts.yaml deploy/kubernetes/chart/")
                .hasSameTextualContentAs(ALERTS);
        JsonNode rule =
                Chart.render("alerts: {enabled: true, labels: {release: prometheus}}")
                        .resource("PrometheusRule")
                        .orElseThrow();

        assertThat(rule.get("spec")).isEqualTo(Yaml.read(ALERTS));
        assertThat(rule.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
    }

    @Test
    void whatIsSwitchedOffIsNotRendered() throws Exception {
        Overlay chart =
                Chart.render("podDisruptionBudget: {enabled: false}\npodMonitor: {enabled: false}");

        assertThat(chart.resources())
                .extracting(resource -> resource.get("kind").asText())
                .containsExactlyInAnyOrder("ConfigMap", "FlinkDeployment");
    }

    @Test
    void theNotesSayWhereTheJobWrites() {
        String said =
                new Helm(Chart.FOLDER)
                        .install()
                        .withName("reviews")
                        .withNamespace("shop")
                        .withKubeVersion(Chart.KUBERNETES)
                        .set("existingSecret", "passwords")
                        .clientOnly()
                        .dryRun()
                        .withDryRunOption(DryRun.CLIENT)
                        .call()
                        .getOutput();

        assertThat(said)
                .contains("The job reviews writes to enriched-texts.")
                .contains("kubectl -n shop get flinkdeployment reviews")
                .contains("the Secret passwords");
    }

    @Test
    void helmFindsNothingToComplainOf() {
        LintResult result = new Helm(Chart.FOLDER).lint().strict().call();

        assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
        assertThat(result.getMessages())
                .noneMatch(message -> message.contains("[ERROR]") || message.contains("[WARNING]"));
    }

    @Test
    void thePackageIsWhole() throws Exception {
        new Helm(Chart.FOLDER).packageIt().withDestination(folder).call();
        Path packed;
        try (Stream<Path> files = Files.list(folder)) {
            packed = files.filter(file -> file.toString().endsWith(".tgz")).findAny().orElseThrow();
        }
        Path values = Files.writeString(folder.resolve("values.yaml"), "alerts: {enabled: true}");

        assertThat(packed.getFileName()).hasToString("flink-bert-0.2.0.tgz");
        assertThat(Chart.render(packed, "flink-bert", values))
                .isEqualTo(Chart.render(values))
                .satisfies(chart -> assertThat(chart.resource("PrometheusRule")).isPresent());
        assertThatThrownBy(
                        () ->
                                Chart.render(
                                        packed,
                                        "flink-bert",
                                        Files.writeString(values, "options: {modle: x}")))
                .hasMessageContaining("modle");
    }
}
