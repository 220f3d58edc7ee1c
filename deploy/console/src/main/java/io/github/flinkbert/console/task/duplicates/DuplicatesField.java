package io.github.flinkbert.console.task.duplicates;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** The id of the first text that a record's says nearly the same as; empty where there is none. */
@Internal
public record DuplicatesField() implements RecordField<String> {

    @Override
    public String name() {
        return "duplicateOf";
    }

    @Override
    public String read(JsonNode json) {
        return json.asText("");
    }

    @Override
    public String read(EnrichedText avro) {
        return avro.getDuplicateOf() == null ? "" : avro.getDuplicateOf();
    }

    @Override
    public Map<String, ?> row(String first) {
        return Map.of(name(), Cut.words(first));
    }
}
