package io.github.flinkbert.task.pairs;

import io.github.flinkbert.task.labels.TextLabels;
import org.apache.flink.annotation.PublicEvolving;

/**
 * The labels of two texts. Immutable.
 *
 * @param labels with their scores
 * @param truncated whether the two were longer together than the encoder reads, and cut
 */
@PublicEvolving
public record PairLabels(TextLabels labels, boolean truncated) {

    /** The best label's score: of a model with one output the pair's. */
    public double score() {
        return labels.best().score();
    }
}
