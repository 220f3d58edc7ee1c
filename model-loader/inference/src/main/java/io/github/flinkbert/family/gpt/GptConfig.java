package io.github.flinkbert.family.gpt;

import io.github.flinkbert.checkpoint.Activation;
import io.github.flinkbert.checkpoint.ModelShape;
import io.github.flinkbert.failure.CheckpointException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The shape of a GPT.
 *
 * @param vocabularySize rows of the word embedding
 * @param hiddenSize width of the model
 * @param layers number of transformer layers
 * @param heads attention heads a layer; divides {@code hiddenSize}
 * @param intermediateSize width of the feed-forward layer
 * @param maxPositions rows of the position embedding
 * @param normalization where layers are normalised
 * @param activation activation of the feed-forward layer
 * @param layerNormEpsilon added to the variance in layer normalisation; 1e-5 in OpenAI's releases
 * @param attention how the scores of attention are made
 * @param tied whether the word embedding is the kernel of what predicts the next piece, too
 */
record GptConfig(
        int vocabularySize,
        int hiddenSize,
        int layers,
        int heads,
        int intermediateSize,
        int maxPositions,
        Normalization normalization,
        Activation activation,
        double layerNormEpsilon,
        Attention attention,
        boolean tied)
        implements ModelShape {

    /** Layer normalisation's epsilon in all of OpenAI's releases. */
    static final double EPSILON = 1e-5;

    /** Where layers are normalised. */
    enum Normalization {
        /** Behind attention and behind the feed-forward network, as in GPT-1. */
        AFTER,
        /** Before each of the two, and once behind the last layer, as in GPT-2. */
        BEFORE
    }

    /**
     * How the scores of attention are made.
     *
     * @param scaled whether they are divided by the root of a head's width
     * @param byLayer whether they are divided by the number of the layer, too, from 1 on
     * @param wide whether they are computed in float32, whatever the number format
     */
    record Attention(boolean scaled, boolean byLayer, boolean wide) {

        /** As in OpenAI's releases. */
        static final Attention RELEASED = new Attention(true, false, false);
    }

    GptConfig {
        if (hiddenSize % heads != 0) {
            throw new CheckpointException(
                    "n_embd must be a multiple of n_head, found %d and %d"
                            .formatted(hiddenSize, heads));
        }
    }

    /** What OpenAI's own releases have, but for where they are normalised. */
    static GptConfig released(
            int vocabularySize,
            int hiddenSize,
            int layers,
            int heads,
            int maxPositions,
            Normalization normalization) {
        return new GptConfig(
                vocabularySize,
                hiddenSize,
                layers,
                heads,
                4 * hiddenSize,
                maxPositions,
                normalization,
                Activation.GELU_TANH,
                EPSILON,
                Attention.RELEASED,
                true);
    }

    @Override
    public Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("feed-forward", "%d, %s".formatted(intermediateSize, activation));
        details.put(
                "layer norm",
                "epsilon %s, %s"
                        .formatted(
                                layerNormEpsilon,
                                normalization == Normalization.BEFORE
                                        ? "before each part and behind the last layer"
                                        : "behind each part"));
        details.put("attention", "to what is before, and to itself");
        return details;
    }

    /** Width of one attention head. */
    public int headSize() {
        return hiddenSize / heads;
    }

    /**
     * What queries are multiplied by.
     *
     * @param layer from 0 on
     */
    float queryScale(int layer) {
        double scale = attention.scaled() ? 1 / Math.sqrt(headSize()) : 1;
        return (float) (attention.byLayer() ? scale / (layer + 1) : scale);
    }
}
