package io.github.flinkbert.console.task.labels;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * A text's labels, best first. Empty where none were asked for, which is another thing than an
 * empty list: then no label holds.
 */
@Internal
public record LabelsField() implements RecordField<Optional<List<ShownLabel>>> {

    private static final String NAME = "labels";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<List<ShownLabel>> read(JsonNode json) throws JsonProcessingException {
        return ShownLabel.all(json);
    }

    @Override
    public Optional<List<ShownLabel>> read(EnrichedText avro) {
        return ShownLabel.all(avro, NAME);
    }

    /** Null where none were asked for. */
    @Override
    public Map<String, ?> row(Optional<List<ShownLabel>> all) {
        return Collections.singletonMap(NAME, all.map(ShownLabel::bounded).orElse(null));
    }
}
