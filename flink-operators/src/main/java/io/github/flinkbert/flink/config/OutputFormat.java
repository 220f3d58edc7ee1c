package io.github.flinkbert.flink.config;

/** The form of the values that are written. */
public enum OutputFormat {
    JSON,
    /** Plain binary, without a schema id. */
    AVRO,
    /** Avro in the wire format of Confluent's schema registry. */
    AVRO_CONFLUENT
}
