package io.github.flinkbert.benchmark.report;

import io.github.flinkbert.benchmark.measure.Likeness;
import org.apache.flink.annotation.Internal;

/**
 * A shorter number format beside float32 on the same weights.
 *
 * @param format such as {@code bfloat16}
 */
@Internal
public record QualityRow(String model, String format, Likeness cosine) {}
