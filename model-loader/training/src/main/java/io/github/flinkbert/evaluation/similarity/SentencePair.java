package io.github.flinkbert.evaluation.similarity;

/**
 * Two sentences and how alike people found them.
 *
 * @param similarity from 0, unrelated, to 5, the same in meaning
 */
public record SentencePair(String first, String second, double similarity) {}
