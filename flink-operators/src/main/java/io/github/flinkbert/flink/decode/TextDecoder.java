package io.github.flinkbert.flink.decode;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.flink.config.InputOptions.InputConfig;
import io.github.flinkbert.flink.record.KafkaRecord;
import io.github.flinkbert.flink.record.TextQuery;
import org.apache.flink.annotation.Internal;

/** Reads the text out of a record's value. Used by one thread. */
@FunctionalInterface
@Internal
public interface TextDecoder {

    /**
     * @param value the record's, not empty
     * @throws MalformedRecordException if the value has not the expected form
     */
    TextQuery decode(KafkaRecord record, byte[] value) throws MalformedRecordException;

    /** The decoder of a format. */
    static TextDecoder of(InputConfig config) {
        return switch (config.format()) {
            case JSON -> new JsonTextDecoder(config.jsonFields(), config.times());
            case AVRO -> new AvroTextDecoder();
            case AVRO_CONFLUENT ->
                    new RegistryTextDecoder(requireNonNull(config.registry(), "registry"));
            case TEXT -> new PlainTextDecoder();
            case JSON_CONFLUENT ->
                    new RegistryJsonDecoder(
                            new JsonTextDecoder(config.jsonFields(), config.times()));
            case PROTOBUF_CONFLUENT ->
                    new RegistryProtobufDecoder(
                            requireNonNull(config.registry(), "registry"),
                            new JsonTextDecoder(config.jsonFields(), config.times()));
        };
    }
}
