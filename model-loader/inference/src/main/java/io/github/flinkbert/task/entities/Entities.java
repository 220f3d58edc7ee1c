package io.github.flinkbert.task.entities;

import java.util.List;
import org.apache.flink.annotation.PublicEvolving;

/** In the order of the text; they do not overlap. Immutable. */
@PublicEvolving
public record Entities(List<Entity> entities) {
    public Entities {
        entities = List.copyOf(entities);
    }
}
