package io.github.flinkbert.benchmark.report;

import org.apache.flink.annotation.Internal;

/** What a system holds in a process of its own; MiB. */
@Internal
public record MemoryRow(String system, double peak, double anonymous) {}
