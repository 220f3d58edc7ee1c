package io.github.flinkbert.flink.record;

import org.apache.flink.annotation.Internal;

/**
 * How a value's way through the model ended. An asynchronous function has no side outputs, so it
 * emits one or the other, and the next operator sends them apart.
 */
@Internal
public sealed interface Outcome<T> permits Enriched, Rejected {}
