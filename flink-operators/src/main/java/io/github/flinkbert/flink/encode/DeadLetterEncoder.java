package io.github.flinkbert.flink.encode;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.schemas.DeadLetter;

/** Writes a dead letter as a record's value. Used by one thread. */
interface DeadLetterEncoder {

    byte[] encode(DeadLetter deadLetter);

    /** How many bytes of a record take {@code room} bytes of a dead letter. */
    int bytesIn(int room);

    /** The encoder of the format that is asked for. */
    static DeadLetterEncoder of(OutputConfig config) {
        return switch (config.deadLetterFormat()) {
            case JSON -> new JsonDeadLetterEncoder();
            case AVRO -> new AvroDeadLetterEncoder(value -> value);
            case AVRO_CONFLUENT ->
                    new AvroDeadLetterEncoder(
                            new RegistryHeader(
                                            requireNonNull(config.registry(), "registry"),
                                            config.deadLetterTopic(),
                                            DeadLetter.getClassSchema())
                                    ::before);
        };
    }
}
