package io.github.flinkbert.flink.record;

/**
 * How a record's way through the job ended. An asynchronous function has no side outputs, so it
 * emits one or the other, and the next operator sends them apart.
 */
public sealed interface Outcome permits EnrichedRecord, RefusedRecord {}
