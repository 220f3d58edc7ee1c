package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.config.OutputFormat;
import io.github.flinkbert.flink.record.EnrichedRecord;

/** Writes an enriched text as a record's value. Used by one thread. */
@FunctionalInterface
public interface EnrichedTextEncoder {

    byte[] encode(EnrichedRecord enriched);

    /** The encoder of a format. */
    static EnrichedTextEncoder of(OutputFormat format) {
        return switch (format) {
            case JSON -> new JsonEnrichedTextEncoder();
            case AVRO -> new AvroEnrichedTextEncoder();
        };
    }
}
