package io.github.flinkbert.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the manifests fit the published schemas, and that everything that they name exists. */
final class ManifestsTest {

    private static final String SCHEMA =
            "META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";

    /** What the image has under /opt/flink, and from which folder of the distribution. */
    private static final Pattern JOB_JAR =
            Pattern.compile("local:///opt/flink/usrlib/flink-bert-job-[\\w.-]+\\.jar");

    /** Overlays of kustomize; the chart by itself, and with the values that lie beside it. */
    static List<String> all() {
        return List.of("cpu", "gpu", "tpu", "chart", "chart-cpu", "chart-gpu", "chart-tpu");
    }

    @ParameterizedTest
    @MethodSource("all")
    void fitThePublishedSchema(String overlay) throws Exception {
        ObjectNode deployment = Overlay.named(overlay).flinkDeployment().deepCopy();
        // The newest operator on Maven Central, 1.10, knows no name of Flink 2 yet.
        ((ObjectNode) deployment.get("spec")).put("flinkVersion", "v1_20");

        assertThat(schema().validate(deployment)).isEmpty();
        assertThat(unknown(deployment.get("spec"), definition().at("/properties/spec"), "spec"))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void podTemplatesAreOfKnownFields(String overlay) throws Exception {
        JsonNode spec = Overlay.named(overlay).flinkDeployment().get("spec");
        for (JsonNode template :
                Stream.of(spec.path("podTemplate"), spec.path("taskManager").path("podTemplate"))
                        .filter(JsonNode::isObject)
                        .toList()) {
            Pod pod = Yaml.MAPPER.treeToValue(template, Pod.class);
            assertThat(pod.getAdditionalProperties()).isEmpty();
            assertThat(pod.getSpec().getAdditionalProperties()).isEmpty();
        }
        assertThat(spec.at("/podTemplate/spec/securityContext/runAsNonRoot").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFlinkOptionExists(String overlay) throws Exception {
        Set<String> known = FlinkOptions.keys();
        assertThat(known).contains("execution.checkpointing.interval", "job.autoscaler.enabled");

        Overlay.named(overlay)
                .flinkDeployment()
                .at("/spec/flinkConfiguration")
                .fieldNames()
                .forEachRemaining(
                        key ->
                                assertThat(known.contains(key) || FlinkOptions.isFamily(key))
                                        .as(key)
                                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyClassExists(String overlay) throws Exception {
        JsonNode spec = Overlay.named(overlay).flinkDeployment().get("spec");
        List<String> classes = new ArrayList<>(List.of(spec.at("/job/entryClass").asText()));
        spec.get("flinkConfiguration")
                .properties()
                .forEach(
                        field -> {
                            if (field.getKey().endsWith("factory.class")) {
                                classes.add(field.getValue().asText());
                            }
                        });
        // Flink's own driver is in its image; it cannot be had as a Maven dependency.
        classes.remove("org.apache.flink.externalresource.gpu.GPUDriverFactory");
        for (String name : classes) {
            assertThat(Class.forName(name)).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void theJobTakesItsOptions(String overlay) throws Exception {
        Map<String, String> options = new HashMap<>();
        Overlay.named(overlay)
                .job()
                .forEach((key, value) -> options.put(key.toString(), value.toString()));

        KafkaJobConfig config = KafkaJobConfig.from(options);

        assertThat(config.model().device().name())
                .isEqualTo(
                        switch (overlay.replaceFirst("^chart-?", "")) {
                            case "gpu" -> "GPU";
                            case "tpu" -> "TPU";
                            default -> "AUTO";
                        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPathIsMountedOrInTheImage(String overlay) throws Exception {
        JsonNode spec = Overlay.named(overlay).flinkDeployment().get("spec");
        List<String> mounts =
                spec.at("/podTemplate/spec/containers/0/volumeMounts")
                        .findValuesAsText("mountPath");
        Set<String> volumes =
                Set.copyOf(spec.at("/podTemplate/spec/volumes").findValuesAsText("name"));

        assertThat(spec.at("/job/jarURI").asText()).matches(JOB_JAR);
        assertThat(spec.at("/job/args/1").asText())
                .matches(path -> mounts.stream().anyMatch(path::startsWith))
                .endsWith("/job.properties");
        assertThat(spec.at("/podTemplate/spec/containers/0/env/0/value").asText()).isIn(mounts);
        assertThat(volumes)
                .containsAll(
                        spec.at("/podTemplate/spec/containers/0/volumeMounts")
                                .findValuesAsText("name"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void theRestIsOfKnownFields(String overlay) throws Exception {
        Overlay manifests = Overlay.named(overlay);
        for (JsonNode resource : manifests.resources()) {
            switch (resource.path("kind").asText()) {
                case "PodDisruptionBudget" -> {
                    PodDisruptionBudget budget =
                            Yaml.MAPPER.treeToValue(resource, PodDisruptionBudget.class);
                    assertThat(budget.getSpec().getAdditionalProperties()).isEmpty();
                }
                case "Namespace" -> Yaml.MAPPER.treeToValue(resource, Namespace.class);
                case "ConfigMap" ->
                        assertThat(Yaml.MAPPER.treeToValue(resource, ConfigMap.class))
                                .satisfies(
                                        map -> assertThat(map.getAdditionalProperties()).isEmpty());
                case "PodMonitor" ->
                        assertThat(resource.at("/spec/podMetricsEndpoints/0/port").asText())
                                .isEqualTo(
                                        manifests
                                                .flinkDeployment()
                                                .at(
                                                        "/spec/podTemplate/spec/containers/0/ports/0/name")
                                                .asText());
                default -> assertThat(resource.path("kind").asText()).isEqualTo("FlinkDeployment");
            }
        }
    }

    @Test
    void everyFileIsNamedBySomeKustomization() throws Exception {
        StringBuilder named = new StringBuilder();
        List<Path> files = new ArrayList<>();
        for (String root : List.of("base", "overlays")) {
            try (var inside = Files.walk(Path.of(root))) {
                files.addAll(inside.filter(Files::isRegularFile).toList());
            }
        }
        for (Path file : files) {
            if (file.endsWith("kustomization.yaml")) {
                named.append(Files.readString(file));
            }
        }
        for (Path file : files) {
            if (!file.endsWith("kustomization.yaml")) {
                assertThat(named).contains(file.getFileName().toString());
            }
        }
    }

    private static JsonNode definition() throws IOException {
        try (InputStream in = ManifestsTest.class.getClassLoader().getResourceAsStream(SCHEMA)) {
            return Yaml.MAPPER.readTree(in).at("/spec/versions/0/schema/openAPIV3Schema");
        }
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(definition());
    }

    /** The API server drops fields that the schema does not name; here that is a fault. */
    private static List<String> unknown(JsonNode value, JsonNode schema, String at) {
        List<String> found = new ArrayList<>();
        JsonNode properties = schema.path("properties");
        if (value.isObject() && !properties.isMissingNode()) {
            value.properties()
                    .forEach(
                            field -> {
                                String path = at + "." + field.getKey();
                                if (properties.has(field.getKey())) {
                                    found.addAll(
                                            unknown(
                                                    field.getValue(),
                                                    properties.get(field.getKey()),
                                                    path));
                                } else {
                                    found.add(path);
                                }
                            });
        } else if (value.isArray()) {
            value.forEach(item -> found.addAll(unknown(item, schema.path("items"), at + "[]")));
        }
        return found;
    }
}
