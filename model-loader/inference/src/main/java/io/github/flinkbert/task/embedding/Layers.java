package io.github.flinkbert.task.embedding;

import java.util.stream.IntStream;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Which layers' hidden states an embedding is taken from.
 *
 * @param first first layer: 0 is the embedding layer's output, 1 the first transformer layer;
 *     negative counts from the end, -1 being the last
 * @param count how many layers, from {@code first} on; more than one are concatenated
 */
@PublicEvolving
public record Layers(int first, int count) {

    /** The last layer. */
    public static final Layers LAST = new Layers(-1, 1);

    /**
     * The last four layers, concatenated: the best feature-based choice in Devlin et al. 2019,
     * table 7.
     */
    public static final Layers LAST_FOUR = new Layers(-4, 4);

    public Layers {
        if (count < 1) {
            throw new IllegalArgumentException("count must be at least 1, found " + count);
        }
    }

    public static Layers layer(int layer) {
        return new Layers(layer, 1);
    }

    /**
     * These layers of an encoder.
     *
     * @param layers how many transformer layers it has
     * @throws IllegalArgumentException if it has not so many
     */
    public IntStream of(int layers) {
        int lowest = first < 0 ? layers + 1 + first : first;
        if (lowest < 0 || lowest + count > layers + 1) {
            throw new IllegalArgumentException(
                    "layers run from 0 to %d, found %d layers from %d on"
                            .formatted(layers, count, first));
        }
        return IntStream.range(lowest, lowest + count);
    }
}
