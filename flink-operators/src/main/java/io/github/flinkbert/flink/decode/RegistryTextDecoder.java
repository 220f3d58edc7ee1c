package io.github.flinkbert.flink.decode;

import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.schemas.TextEvent;

/** The value is a {@link TextEvent} in the wire format of a schema registry. */
final class RegistryTextDecoder implements TextDecoder {

    private final RegistryValues<TextEvent> values;

    RegistryTextDecoder(RegistryConfig registry) {
        values = new RegistryValues<>(TextEvent.class, registry);
    }

    @Override
    public TextQuery decode(KafkaRecord record) throws MalformedRecordException {
        return AvroTextDecoder.query(record, values.read(record.value()));
    }
}
