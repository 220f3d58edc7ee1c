package io.github.flinkbert.benchmark.report;

import org.apache.flink.annotation.Internal;

/** A bare matrix product's speed: the middle round's, the best one's, and by processor time. */
@Internal
public record ProductRow(
        String format, double gigaflops, double bestGigaflops, double gigaflopsPerCpuSecond) {}
