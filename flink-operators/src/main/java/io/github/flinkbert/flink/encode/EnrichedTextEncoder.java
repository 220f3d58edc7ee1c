package io.github.flinkbert.flink.encode;

import static java.util.Objects.requireNonNull;

import io.github.flinkbert.flink.config.OutputOptions.OutputConfig;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.schemas.EnrichedText;
import org.apache.flink.annotation.Internal;

/** Writes an enriched text as a record's value. Used by one thread. */
@FunctionalInterface
@Internal
public interface EnrichedTextEncoder {

    byte[] encode(Enriched<TextQuery> enriched);

    /** The encoder of the format that is asked for. */
    static EnrichedTextEncoder of(OutputConfig config) {
        return switch (config.format()) {
            case JSON -> new JsonEnrichedTextEncoder(config.redaction());
            case AVRO -> new AvroEnrichedTextEncoder(config.redaction(), value -> value);
            case AVRO_CONFLUENT ->
                    new AvroEnrichedTextEncoder(
                            config.redaction(),
                            new RegistryHeader(
                                            requireNonNull(config.registry(), "registry"),
                                            config.topic(),
                                            EnrichedText.getClassSchema())
                                    ::before);
        };
    }
}
