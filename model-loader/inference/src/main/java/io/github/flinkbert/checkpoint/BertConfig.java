package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import org.apache.flink.annotation.Internal;

/**
 * The shape of a BERT encoder, as {@code bert_config.json} gives it.
 *
 * @param vocabularySize rows of the word embedding
 * @param hiddenSize width of the encoder
 * @param layers number of transformer layers
 * @param heads attention heads a layer; divides {@code hiddenSize}
 * @param intermediateSize width of the feed-forward layer
 * @param maxPositions rows of the position embedding; {@link Checkpoint#trainedPositions} says how
 *     many of them were trained
 * @param segmentTypes rows of the segment ("token type") embedding
 * @param activation activation of the feed-forward layer
 * @param layerNormEpsilon added to the variance in layer normalisation; 1e-12 in Google's releases
 */
@Internal
public record BertConfig(
        int vocabularySize,
        int hiddenSize,
        int layers,
        int heads,
        int intermediateSize,
        int maxPositions,
        int segmentTypes,
        Activation activation,
        double layerNormEpsilon)
        implements ModelShape {

    /** Layer normalisation's epsilon in all of Google's releases. */
    public static final double GOOGLE_LAYER_NORM_EPSILON = 1e-12;

    public BertConfig {
        requirePositive("vocab_size", vocabularySize);
        requirePositive("hidden_size", hiddenSize);
        requirePositive("num_hidden_layers", layers);
        requirePositive("num_attention_heads", heads);
        requirePositive("intermediate_size", intermediateSize);
        requirePositive("max_position_embeddings", maxPositions);
        requirePositive("type_vocab_size", segmentTypes);
        if (hiddenSize % heads != 0) {
            throw new CheckpointException(
                    "hidden_size must be a multiple of num_attention_heads, found %d and %d"
                            .formatted(hiddenSize, heads));
        }
    }

    /** Width of one attention head. */
    public int headSize() {
        return hiddenSize / heads;
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new CheckpointException("%s must be positive, found %d".formatted(name, value));
        }
    }
}
