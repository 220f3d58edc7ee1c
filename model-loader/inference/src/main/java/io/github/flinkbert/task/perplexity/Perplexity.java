package io.github.flinkbert.task.perplexity;

import org.apache.flink.annotation.PublicEvolving;

/**
 * How well a model foresees a text.
 *
 * @param perplexity {@code exp(loss)}: among so many pieces, all alike, the model would choose as
 *     well
 * @param loss mean of the negative natural logarithms of the probabilities of the pieces that are
 *     predicted
 * @param predicted how many these are: all but the first
 */
@PublicEvolving
public record Perplexity(double perplexity, double loss, int predicted) {

    /**
     * @param sum of the natural logarithms of the probabilities
     * @param predicted how many, at least 1
     */
    static Perplexity of(double sum, int predicted) {
        double loss = -sum / predicted;
        return new Perplexity(Math.exp(loss), loss, predicted);
    }
}
