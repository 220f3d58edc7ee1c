package io.github.flinkbert.flink.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.task.Tasks;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/** The fields of what was found, as JSON shows them. Stateless. */
final class RecordJson {

    private RecordJson() {}

    /** Values that take the place of the record's in JSON, by field. */
    static Map<String, Object> own(EnrichmentResult result) {
        Map<String, Object> own = new HashMap<>();
        Tasks.ALL.forEach(task -> put(task, result, own));
        return own;
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
     * Writes the fields into an object that is open. What is null, or a map without entries, is
     * left out.
     *
     * @param own values that take the place of the record's, by field
     * @param shown which fields are written
     */
    static void writeFields(
            IndexedRecord record,
            Map<String, Object> own,
            Predicate<Schema.Field> shown,
            JsonGenerator json)
            throws IOException {
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = own.getOrDefault(field.name(), record.get(field.pos()));
            boolean absent = value == null || (value instanceof Map<?, ?> map && map.isEmpty());
            if (!absent && shown.test(field)) {
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
            writeFields(record, Map.of(), field -> true, json);
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
