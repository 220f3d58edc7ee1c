package io.github.flinkbert.training.similarity;

import org.apache.flink.annotation.Experimental;

/** What is known of two texts. */
@Experimental
public enum PairKind {
    /** How alike people found them. */
    SCORED,
    /** That they belong together, such as a question and the passage that it is asked of. */
    MATCHED,
    /** Nothing: it is one text twice (SimCSE). */
    SAME
}
