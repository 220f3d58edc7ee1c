package io.github.flinkbert.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** What Helm makes of the chart. No cluster is asked. */
final class Chart {

    static final Path FOLDER = Path.of("chart");

    /** The oldest that the chart says it is for; without a cluster, Helm takes 1.20. */
    static final String KUBERNETES = "1.25.0";

    private Chart() {}

    /**
     * @param values YAML; what it does not say is as in {@code values.yaml}
     * @throws IllegalStateException with Helm's sentence, where the chart refuses the values
     */
    static Overlay render(String values) throws IOException {
        Path file = Files.createTempFile("values", ".yaml");
        try {
            Files.writeString(file, values);
            return render(file);
        } finally {
            Files.delete(file);
        }
    }

    static Overlay render(Path values) throws IOException {
        return render(FOLDER, "flink-bert", values);
    }

    /**
     * @param chart a folder or an archive
     */
    static Overlay render(Path chart, String release, Path values) throws IOException {
        String rendered =
                new Helm(chart)
                        .template()
                        .withName(release)
                        .withNamespace("flink-bert")
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(values)
                        .call();
        List<JsonNode> resources = new ArrayList<>();
        try (var documents = Yaml.MAPPER.readerFor(JsonNode.class).readValues(rendered)) {
            while (documents.hasNextValue()) {
                if (documents.nextValue() instanceof JsonNode document && document.isObject()) {
                    resources.add(document);
                }
            }
        }
        return new Overlay(resources, job(resources));
    }

    private static Properties job(List<JsonNode> resources) throws IOException {
        Properties job = new Properties();
        for (JsonNode resource : resources) {
            if (resource.path("kind").asText().equals("ConfigMap")) {
                job.load(new StringReader(resource.at("/data/job.properties").asText()));
            }
        }
        return job;
    }
}
