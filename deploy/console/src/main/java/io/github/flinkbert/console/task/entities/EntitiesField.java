package io.github.flinkbert.console.task.entities;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.console.task.FieldJson;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.schemas.Entity;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/** A record's entities, in the order of the text. */
@Internal
public record EntitiesField() implements RecordField<List<ShownEntity>> {

    @Override
    public String name() {
        return "entities";
    }

    @Override
    public List<ShownEntity> read(JsonNode json) throws JsonProcessingException {
        return FieldJson.list(json, ShownEntity[].class);
    }

    @Override
    public List<ShownEntity> read(EnrichedText avro) {
        return avro.getEntities() == null
                ? List.of()
                : avro.getEntities().stream().map(EntitiesField::shown).toList();
    }

    private static ShownEntity shown(Entity found) {
        return new ShownEntity(
                found.getLabel(), found.getStart(), found.getEnd(), found.getScore());
    }

    @Override
    public Map<String, ?> row(List<ShownEntity> all) {
        return Map.of(name(), Cut.found(all, ShownEntity::bounded));
    }

    @Override
    public String label(List<ShownEntity> all) {
        return all.isEmpty() ? "" : Cut.words(all.get(0).label());
    }
}
