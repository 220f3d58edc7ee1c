package io.github.flinkbert.console.task.pairs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.console.task.RecordField;
import io.github.flinkbert.console.task.labels.ShownLabel;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.annotation.Internal;

/** The labels of a text and its second text; empty where none were asked for. */
@Internal
public record PairsField() implements RecordField<Optional<ShownPair>> {

    private static final String NAME = "pairs";
    private static final String LABELS = "labels";
    private static final String TRUNCATED = "truncated";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<ShownPair> read(JsonNode json) throws JsonProcessingException {
        boolean truncated = json.path(TRUNCATED).asBoolean();
        return ShownLabel.all(json.path(LABELS)).map(labels -> new ShownPair(labels, truncated));
    }

    @Override
    public Optional<ShownPair> read(EnrichedText avro) {
        return read((IndexedRecord) avro);
    }

    static Optional<ShownPair> read(IndexedRecord avro) {
        return ShownLabel.value(avro, NAME) instanceof IndexedRecord pair
                ? ShownLabel.all(pair, LABELS)
                        .map(
                                labels ->
                                        new ShownPair(
                                                labels,
                                                Boolean.TRUE.equals(
                                                        ShownLabel.value(pair, TRUNCATED))))
                : Optional.empty();
    }

    /** Null where none were asked for. */
    @Override
    public Map<String, ?> row(Optional<ShownPair> pair) {
        return Collections.singletonMap(NAME, pair.map(ShownPair::bounded).orElse(null));
    }
}
