package io.github.flinkbert.benchmark.report;

/** What a system holds in a process of its own; MiB. */
public record MemoryRow(String system, double peak, double anonymous) {}
