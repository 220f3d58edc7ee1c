package io.github.flinkbert.task.pairs;

import org.apache.flink.annotation.PublicEvolving;

/**
 * Whether one text goes on with another.
 *
 * @param isNext probability that it does
 * @param truncated whether the two were longer together than the encoder reads, and cut
 */
@PublicEvolving
public record NextSentenceScore(double isNext, boolean truncated) {}
