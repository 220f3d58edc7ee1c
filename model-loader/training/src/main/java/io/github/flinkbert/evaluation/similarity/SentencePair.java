package io.github.flinkbert.evaluation.similarity;

import org.apache.flink.annotation.Experimental;

/**
 * Two sentences and how alike people found them.
 *
 * @param similarity from 0, unrelated, to 5, the same in meaning
 */
@Experimental
public record SentencePair(String first, String second, double similarity) {}
