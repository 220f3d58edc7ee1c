package io.github.flinkbert.console.task.chunks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.console.task.FieldJson;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.flink.annotation.Internal;

/** Where a record's text was cut into chunks, without their vectors. */
@Internal
public record ChunksField() implements RecordField<List<ShownChunk>> {

    @Override
    public String name() {
        return "chunks";
    }

    @Override
    public List<ShownChunk> read(JsonNode json) throws JsonProcessingException {
        return FieldJson.list(json, ShownChunk[].class);
    }

    @Override
    public List<ShownChunk> read(EnrichedText avro) {
        return avro.getChunks() == null
                ? List.of()
                : avro.getChunks().stream()
                        .map(chunk -> new ShownChunk(chunk.getStart(), chunk.getEnd()))
                        .toList();
    }

    @Override
    public Map<String, ?> row(List<ShownChunk> all) {
        return Map.of(name(), Cut.found(all, UnaryOperator.identity()));
    }
}
