package io.github.flinkbert.flink.decode;

import io.github.flinkbert.failure.FailureMessage;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.registry.SchemaRegistry;
import io.github.flinkbert.flink.registry.SchemaRejectedException;
import java.util.Arrays;

/**
 * The value is a JSON object as producers of JSON Schema write it: byte 0, the id of the schema in
 * 4 bytes, the object. JSON says itself what it holds, so that the schema is not asked for.
 */
record RegistryJsonDecoder(JsonTextDecoder json) implements TextDecoder {

    @Override
    public TextQuery decode(KafkaRecord record, byte[] value) throws MalformedRecordException {
        try {
            SchemaRegistry.idBefore(value);
        } catch (SchemaRejectedException e) {
            throw new MalformedRecordException(FailureMessage.of(e), e);
        }
        return json.decode(record, Arrays.copyOfRange(value, SchemaRegistry.HEADER, value.length));
    }
}
