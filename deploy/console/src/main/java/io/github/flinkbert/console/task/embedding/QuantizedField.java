package io.github.flinkbert.console.task.embedding;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.schemas.QuantizedEmbedding;
import java.util.Collections;
import java.util.Map;

/**
 * What a row says of an embedding in a byte or a bit a number: its format and how many numbers it
 * has, for they are not compared with the page's own. Empty where there is none.
 */
record QuantizedField() implements RecordField<Map<String, ?>> {

    @Override
    public String name() {
        return "quantizedEmbedding";
    }

    @Override
    public Map<String, ?> read(JsonNode json) {
        return json.isObject()
                ? shown(json.path("format").asText(""), json.path("dimensions").asInt())
                : Map.of();
    }

    @Override
    public Map<String, ?> read(EnrichedText avro) {
        QuantizedEmbedding vector = avro.getQuantizedEmbedding();
        return vector == null ? Map.of() : shown(vector.getFormat(), vector.getDimensions());
    }

    private static Map<String, ?> shown(String format, int dimensions) {
        return Map.of("format", Cut.words(format), "dimensions", dimensions);
    }

    /** Null where it has none. */
    @Override
    public Map<String, ?> row(Map<String, ?> shown) {
        return Collections.singletonMap("quantized", shown.isEmpty() ? null : shown);
    }
}
