package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.ModelStamp;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.Tasks;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import io.github.flinkbert.flink.task.redaction.RedactionTask;
import io.github.flinkbert.schemas.EnrichedText;
import io.github.flinkbert.schemas.ModelVersion;
import java.time.Instant;

/** Makes an enriched text what all formats write. Stateless. */
final class EnrichedRecords {

    private EnrichedRecords() {}

    /**
     * @param redacted whether the text as it came in may stand in the record
     */
    static EnrichedText of(Enriched<TextQuery> enriched, RedactedOutput redacted) {
        TextQuery query = enriched.value();
        EnrichedText.Builder text =
                EnrichedText.newBuilder()
                        .setId(query.id())
                        .setText(query.text())
                        .setEventTime(
                                query.eventTime().isPresent()
                                        ? Instant.ofEpochMilli(query.eventTime().getAsLong())
                                        : null)
                        .setAttributes(query.attributes())
                        .setModel(model(enriched.model()));
        Tasks.ALL.forEach(task -> set(task, enriched.result(), text));
        enriched.result()
                .get(RedactionTask.KEY)
                .ifPresent(redaction -> RedactedRecords.apply(redacted, redaction, text));
        EnrichedText built = text.build();
        query.inputs().forEach((field, value) -> put(field, value, built));
        return built;
    }

    private static void put(InputField field, String value, EnrichedText text) {
        text.put(text.getSchema().getField(field.name()).pos(), value);
    }

    private static <R> void set(
            TaskBinding<R> task, EnrichmentResult result, EnrichedText.Builder text) {
        task.field()
                .ifPresent(
                        field ->
                                result.get(task.key())
                                        .ifPresent(found -> field.accept(text, found)));
    }

    private static ModelVersion model(ModelStamp stamp) {
        return new ModelVersion(stamp.name(), stamp.digest(), stamp.precision(), stamp.adapters());
    }
}
