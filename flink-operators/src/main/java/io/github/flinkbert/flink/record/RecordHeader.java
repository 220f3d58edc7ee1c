package io.github.flinkbert.flink.record;

import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * A header of a Kafka record.
 *
 * @param value may be null
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way, compared by nobody
@PublicEvolving
public record RecordHeader(String key, byte @Nullable [] value) {}
