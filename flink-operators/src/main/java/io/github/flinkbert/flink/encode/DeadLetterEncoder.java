package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.config.OutputFormat;
import io.github.flinkbert.schemas.DeadLetter;

/** Writes a dead letter as a record's value. Used by one thread. */
interface DeadLetterEncoder {

    byte[] encode(DeadLetter letter);

    /** How many bytes of a record take {@code room} bytes of a letter. */
    int bytesIn(int room);

    /** The encoder of a format. */
    static DeadLetterEncoder of(OutputFormat format) {
        return switch (format) {
            case JSON -> new JsonDeadLetterEncoder();
            case AVRO -> new AvroDeadLetterEncoder();
        };
    }
}
