package io.github.flinkbert.flink.record;

/**
 * A header of a Kafka record.
 *
 * @param value may be null
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by nobody
public record RecordHeader(String key, byte[] value) {}
