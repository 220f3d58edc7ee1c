package io.github.flinkbert.flink.decode;

import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.schemas.TextEvent;
import java.util.Optional;
import java.util.OptionalLong;

/** The value is a {@link TextEvent} in plain Avro binary, to its last byte. */
final class AvroTextDecoder implements TextDecoder {

    private final AvroValues<TextEvent> values = new AvroValues<>(TextEvent.class);

    @Override
    public TextQuery decode(KafkaRecord record) throws MalformedRecordException {
        return query(record, values.read(record.value()));
    }

    static TextQuery query(KafkaRecord record, TextEvent event) {
        return new TextQuery(
                record,
                event.getId(),
                event.getText(),
                Optional.ofNullable(event.getQuestion()),
                event.getEventTime() == null
                        ? OptionalLong.empty()
                        : OptionalLong.of(event.getEventTime().toEpochMilli()),
                event.getAttributes());
    }
}
