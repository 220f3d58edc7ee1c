package io.github.flinkbert.flink.config;

/** The form of the values that are read. */
public enum InputFormat {
    JSON,
    /** {@link io.github.flinkbert.schemas.TextEvent} in plain binary, without a schema id. */
    AVRO,
    /** Avro in the wire format of Confluent's schema registry. */
    AVRO_CONFLUENT,
    /** The value is the text, in UTF-8. */
    TEXT
}
