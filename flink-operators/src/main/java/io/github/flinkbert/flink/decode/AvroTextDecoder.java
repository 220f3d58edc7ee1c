package io.github.flinkbert.flink.decode;

import io.github.flinkbert.flink.binding.InputField;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.Tasks;
import io.github.flinkbert.schemas.TextEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** The value is a {@link TextEvent} in plain Avro binary, to its last byte. */
final class AvroTextDecoder implements TextDecoder {

    private final AvroValues<TextEvent> values = new AvroValues<>(TextEvent.class);

    @Override
    public TextQuery decode(KafkaRecord record, byte[] value) throws MalformedRecordException {
        return query(record, values.read(value));
    }

    /**
     * @param event in which anything may be null, as a producer's own schema may have it
     */
    static TextQuery query(KafkaRecord record, TextEvent event) throws MalformedRecordException {
        if (event.getText() == null) {
            throw new MalformedRecordException(
                    "the Avro field \"text\" is null, a text was expected");
        }
        return new TextQuery(
                record,
                event.getId() == null ? record.origin() : event.getId(),
                event.getText(),
                inputs(event),
                event.getEventTime() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(event.getEventTime().toEpochMilli()),
                attributes(event.getAttributes()));
    }

    private static Map<InputField, String> inputs(TextEvent event) {
        Map<InputField, String> inputs = new LinkedHashMap<>();
        for (InputField field : Tasks.INPUTS) {
            Object value = event.get(event.getSchema().getField(field.name()).pos());
            if (value != null) {
                inputs.put(field, value.toString());
            }
        }
        return inputs;
    }

    /** An attribute that is null is an absent one. */
    private static Map<String, String> attributes(Map<String, String> written) {
        if (written == null) {
            return Map.of();
        }
        if (!written.containsValue(null)) {
            return written;
        }
        Map<String, String> attributes = new LinkedHashMap<>(written);
        attributes.values().removeIf(value -> value == null);
        return attributes;
    }
}
