package io.github.flinkbert.task.entities;

import java.util.List;

/** In the order of the text; they do not overlap. Immutable. */
public record Entities(List<Entity> entities) {
    public Entities {
        entities = List.copyOf(entities);
    }
}
