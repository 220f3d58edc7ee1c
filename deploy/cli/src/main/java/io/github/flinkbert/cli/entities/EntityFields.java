package io.github.flinkbert.cli.entities;

import io.github.flinkbert.cli.lines.JsonFields;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.Entity;

/** Entities as fields of a line of JSON. */
final class EntityFields {

    private EntityFields() {}

    static LineResult entities(Entities reply) {
        return json -> {
            json.writeArrayFieldStart("entities");
            for (Entity entity : reply.entities()) {
                json.writeStartObject();
                json.writeStringField("label", entity.label());
                JsonFields.writeStretch(
                        json, entity.text(), entity.start(), entity.end(), entity.score());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }
}
