package io.github.flinkbert.task.pairs;

/**
 * Whether one text goes on with another.
 *
 * @param isNext probability that it does
 * @param truncated whether the two were longer together than the encoder reads, and cut
 */
public record NextSentenceScore(double isNext, boolean truncated) {}
