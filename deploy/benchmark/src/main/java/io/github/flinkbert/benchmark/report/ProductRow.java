package io.github.flinkbert.benchmark.report;

/** A bare matrix product's speed: the middle round's, the best one's, and by processor time. */
public record ProductRow(
        String format, double gigaflops, double bestGigaflops, double gigaflopsPerCpuSecond) {}
