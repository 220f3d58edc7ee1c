package io.github.flinkbert.benchmark.report;

/** A bare matrix product's speed, in the middle round and in the best. */
public record ProductRow(String format, double gigaflops, double bestGigaflops) {}
