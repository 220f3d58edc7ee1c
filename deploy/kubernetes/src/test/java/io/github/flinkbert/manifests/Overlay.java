package io.github.flinkbert.manifests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * What kustomize makes of a folder, or Helm of the chart.
 *
 * @param resources the manifests, patched
 * @param job the job's options, of the overlay's own file where it has one
 */
record Overlay(List<JsonNode> resources, Properties job) {

    private static final Path ROOT = Path.of("overlays");

    /**
     * @param name of an overlay, or {@code chart}, or {@code chart-NAME} with the values of that
     *     file beside the chart
     */
    static Overlay named(String name) throws IOException {
        if (name.equals("chart")) {
            return Chart.render("");
        }
        return name.startsWith("chart-")
                ? Chart.render(Chart.FOLDER.resolve(name.replaceFirst("chart", "values") + ".yaml"))
                : of(name);
    }

    static Overlay of(String name) throws IOException {
        Path folder = ROOT.resolve(name);
        JsonNode kustomization = Yaml.read(folder.resolve("kustomization.yaml"));
        List<JsonNode> resources = new ArrayList<>();
        Properties job = new Properties();
        for (JsonNode base : kustomization.path("resources")) {
            Path at = folder.resolve(base.asText()).normalize();
            JsonNode inner = Yaml.read(at.resolve("kustomization.yaml"));
            for (JsonNode file : inner.path("resources")) {
                resources.add(Yaml.read(at.resolve(file.asText())));
            }
            load(job, at, inner);
        }
        for (JsonNode patch : kustomization.path("patches")) {
            JsonNode change = Yaml.read(folder.resolve(patch.path("path").asText()));
            int target = find(resources, change);
            resources.set(target, Yaml.merge(resources.get(target), change));
        }
        load(job, folder, kustomization);
        return new Overlay(resources, job);
    }

    JsonNode flinkDeployment() {
        return resource("FlinkDeployment").orElseThrow();
    }

    Optional<JsonNode> resource(String kind) {
        return resources.stream()
                .filter(resource -> resource.path("kind").asText().equals(kind))
                .findFirst();
    }

    private static int find(List<JsonNode> resources, JsonNode change) {
        for (int i = 0; i < resources.size(); i++) {
            if (resources.get(i).path("kind").equals(change.path("kind"))
                    && resources.get(i).at("/metadata/name").equals(change.at("/metadata/name"))) {
                return i;
            }
        }
        throw new AssertionError("a patch's target is not there: " + change.at("/metadata/name"));
    }

    private static void load(Properties job, Path folder, JsonNode kustomization)
            throws IOException {
        for (JsonNode map : kustomization.path("configMapGenerator")) {
            for (JsonNode file : map.path("files")) {
                Properties found = new Properties();
                try (var reader = Files.newBufferedReader(folder.resolve(file.asText()))) {
                    found.load(reader);
                }
                job.clear(); // a file of the same name takes the place of the base's
                job.putAll(found);
            }
        }
    }
}
