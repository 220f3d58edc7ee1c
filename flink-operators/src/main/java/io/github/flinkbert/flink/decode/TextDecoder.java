package io.github.flinkbert.flink.decode;

import io.github.flinkbert.flink.config.InputOptions.InputConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import org.apache.flink.annotation.Internal;

/** Reads the text out of a record's value. Used by one thread. */
@FunctionalInterface
@Internal
public interface TextDecoder {

    /**
     * @param record with a value that is neither null nor empty
     * @throws MalformedRecordException if the value has not the expected form
     */
    TextQuery decode(KafkaRecord record) throws MalformedRecordException;

    /** The decoder of a format. */
    static TextDecoder of(InputConfig config) {
        return switch (config.format()) {
            case JSON -> new JsonTextDecoder(config.jsonFields(), config.times());
            case AVRO -> new AvroTextDecoder();
            case AVRO_CONFLUENT -> new RegistryTextDecoder(config.registry());
            case TEXT -> new PlainTextDecoder();
        };
    }
}
