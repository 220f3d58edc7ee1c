package io.github.flinkbert.console.task.entities;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.task.entities.Entity;
import org.apache.flink.annotation.Internal;

/** From {@code start} to {@code end} of the text, in UTF-16 code units, if the record is true. */
@JsonIgnoreProperties(ignoreUnknown = true)
@Internal
public record ShownEntity(String label, int start, int end, float score) {

    public ShownEntity {
        label = label == null ? "" : label;
    }

    static ShownEntity of(Entity found) {
        return new ShownEntity(found.label(), found.start(), found.end(), found.score());
    }

    ShownEntity bounded() {
        return new ShownEntity(Cut.words(label), start, end, score);
    }
}
