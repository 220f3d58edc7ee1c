package io.github.flinkbert.console.task.labels;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.flinkbert.console.bounded.Cut;
import io.github.flinkbert.console.task.FieldJson;
import io.github.flinkbert.task.labels.LabelScore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A label and its score.
 *
 * @param score a probability, or a regression's score of any size; 0 where the record has no number
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@Internal
public record ShownLabel(String label, float score) {

    public ShownLabel {
        label = label == null ? "" : label;
        score = Float.isFinite(score) ? score : 0;
    }

    /** Those of a reply, in its order. */
    public static List<ShownLabel> of(List<LabelScore> found) {
        return found.stream()
                .map(each -> new ShownLabel(each.label(), (float) each.score()))
                .toList();
    }

    /** Those of a field in JSON; empty where it is missing or null. */
    public static Optional<List<ShownLabel>> all(JsonNode json) throws JsonProcessingException {
        return FieldJson.value(json, ShownLabel[].class).map(List::of);
    }

    /** Those of a field in Avro; empty where it is null, or the record's schema is older. */
    public static Optional<List<ShownLabel>> all(IndexedRecord record, String field) {
        if (!(value(record, field) instanceof Collection<?> found)) {
            return Optional.empty();
        }
        List<ShownLabel> all = new ArrayList<>();
        for (Object each : found) {
            if (each instanceof IndexedRecord label) {
                all.add(
                        new ShownLabel(
                                String.valueOf(value(label, "label")),
                                value(label, "score") instanceof Number score
                                        ? score.floatValue()
                                        : 0));
            }
        }
        return Optional.of(all);
    }

    /** A field's value; null where it is null or missing. */
    public static @Nullable Object value(IndexedRecord record, String name) {
        Schema.Field field = record.getSchema().getField(name);
        return field == null ? null : record.get(field.pos());
    }

    /** Of bounded size and number. */
    public static List<ShownLabel> bounded(List<ShownLabel> all) {
        return Cut.found(all, each -> new ShownLabel(Cut.words(each.label), each.score));
    }
}
