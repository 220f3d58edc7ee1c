package io.github.flinkbert.flink.decode;

import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.schemas.TextEvent;
import java.util.List;
import org.apache.avro.Schema;

/** The value is a {@link TextEvent} in the wire format of a schema registry. */
final class RegistryTextDecoder implements TextDecoder {

    private static final Schema WITH_NULLS = withNulls(TextEvent.getClassSchema());

    private final RegistryValues<TextEvent> values;

    RegistryTextDecoder(RegistryConfig registry) {
        values = new RegistryValues<>(TextEvent.class, WITH_NULLS, registry);
    }

    @Override
    public TextQuery decode(KafkaRecord record, byte[] value) throws MalformedRecordException {
        return AvroTextDecoder.query(record, values.read(value));
    }

    /** Takes nulls where the event's own schema has none: many producers write unions with null. */
    private static Schema withNulls(Schema record) {
        List<Schema.Field> fields =
                record.getFields().stream()
                        .map(field -> new Schema.Field(field, nullable(field.schema())))
                        .toList();
        return Schema.createRecord(
                record.getName(), record.getDoc(), record.getNamespace(), false, fields);
    }

    /** The type itself first, so that a default of it stays one. */
    private static Schema nullable(Schema schema) {
        if (schema.isUnion()) {
            return schema;
        }
        Schema type = schema;
        if (schema.getType() == Schema.Type.MAP) {
            type = Schema.createMap(nullable(schema.getValueType()));
            schema.getObjectProps().forEach(type::addProp); // keys are Java's own strings
        }
        return Schema.createUnion(type, Schema.create(Schema.Type.NULL));
    }
}
