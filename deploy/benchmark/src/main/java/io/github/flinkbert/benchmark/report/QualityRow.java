package io.github.flinkbert.benchmark.report;

import io.github.flinkbert.benchmark.measure.Likeness;

/** bfloat16 beside float32 on the same weights. */
public record QualityRow(String model, Likeness cosine) {}
