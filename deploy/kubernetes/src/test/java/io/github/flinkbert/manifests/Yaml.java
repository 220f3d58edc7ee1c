package io.github.flinkbert.manifests;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and merges YAML. */
final class Yaml {

    /** Refuses a key that comes twice. */
    static final ObjectMapper MAPPER =
            new ObjectMapper(
                            YAMLFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private Yaml() {}

    static JsonNode read(Path file) throws IOException {
        return MAPPER.readTree(Files.readString(file));
    }

    /**
     * As kustomize merges a patch into a resource of a kind that it has no schema for: objects key
     * by key, anything else is replaced.
     */
    static JsonNode merge(JsonNode base, JsonNode patch) {
        if (!base.isObject() || !patch.isObject()) {
            return patch;
        }
        ObjectNode merged = base.deepCopy();
        patch.properties()
                .forEach(
                        field -> {
                            JsonNode old = merged.get(field.getKey());
                            merged.set(
                                    field.getKey(),
                                    old == null ? field.getValue() : merge(old, field.getValue()));
                        });
        return merged;
    }
}
