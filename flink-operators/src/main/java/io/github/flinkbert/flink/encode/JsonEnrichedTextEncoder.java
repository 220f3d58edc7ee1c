package io.github.flinkbert.flink.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.Tasks;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * JSON with the fields of {@link io.github.flinkbert.schemas.EnrichedText} in their order; what is
 * null there, or a map without entries, is left out, and times are in ISO 8601.
 */
final class JsonEnrichedTextEncoder implements EnrichedTextEncoder {

    private final RedactedOutput redacted;

    /**
     * @param redacted whether the text as it came in may stand in a record
     */
    JsonEnrichedTextEncoder(RedactedOutput redacted) {
        this.redacted = redacted;
    }

    @Override
    public byte[] encode(Enriched<TextQuery> enriched) {
        Map<String, Object> own = new HashMap<>();
        Tasks.ALL.forEach(task -> put(task, enriched.result(), own));
        return JsonText.object(json -> writeFields(EnrichedRecords.of(enriched, redacted), own, json));
    }

    private static <R> void put(
            TaskBinding<R> task, EnrichmentResult result, Map<String, Object> own) {
        task.json()
                .ifPresent(
                        field ->
                                result.get(task.key())
                                        .map(field.value())
                                        .ifPresent(value -> own.put(field.name(), value)));
    }

    /**
     * @param own values that take the place of the record's, by field
     */
    private static void writeFields(
            IndexedRecord record, Map<String, Object> own, JsonGenerator json) throws IOException {
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = own.getOrDefault(field.name(), record.get(field.pos()));
            if (value != null && !(value instanceof Map<?, ?> map && map.isEmpty())) {
                json.writeFieldName(field.name());
                writeValue(value, json);
            }
        }
    }

    private static void writeValue(Object value, JsonGenerator json) throws IOException {
        if (value instanceof CharSequence text) {
            json.writeString(text.toString());
        } else if (value instanceof Float number) {
            json.writeNumber(number);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            json.writeBinary(copy);
        } else if (value instanceof Instant time) {
            json.writeString(time.toString());
        } else if (value instanceof IndexedRecord record) {
            json.writeStartObject();
            writeFields(record, Map.of(), json);
            json.writeEndObject();
        } else if (value instanceof List<?> values) {
            json.writeStartArray();
            for (Object element : values) {
                writeValue(element, json);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> entries) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                json.writeFieldName(entry.getKey().toString());
                writeValue(entry.getValue(), json);
            }
            json.writeEndObject();
        } else {
            throw new IllegalStateException(
                    "no JSON is known for " + value.getClass().getSimpleName());
        }
    }
}
