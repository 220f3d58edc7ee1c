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
 * @param embeddingSize width of the embeddings; where it is not {@code hiddenSize}, as in small
 *     ELECTRAs, a dense layer leads from one to the other
 * @param pooler what the dense layer on the first token's vector is followed by
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
        double layerNormEpsilon,
        int embeddingSize,
        PoolerActivation pooler)
        implements ModelShape {

    /** Layer normalisation's epsilon in all of Google's releases. */
    public static final double GOOGLE_LAYER_NORM_EPSILON = 1e-12;

    /** BERT itself. */
    public BertConfig(
            int vocabularySize,
            int hiddenSize,
            int layers,
            int heads,
            int intermediateSize,
            int maxPositions,
            int segmentTypes,
            Activation activation,
            double layerNormEpsilon) {
        this(
                vocabularySize,
                hiddenSize,
                layers,
                heads,
                intermediateSize,
                maxPositions,
                segmentTypes,
                activation,
                layerNormEpsilon,
                hiddenSize,
                PoolerActivation.TANH);
    }

    public BertConfig {
        requirePositive("vocab_size", vocabularySize);
        requirePositive("hidden_size", hiddenSize);
        requirePositive("num_hidden_layers", layers);
        requirePositive("num_attention_heads", heads);
        requirePositive("intermediate_size", intermediateSize);
        requirePositive("max_position_embeddings", maxPositions);
        requirePositive("type_vocab_size", segmentTypes);
        requirePositive("embedding_size", embeddingSize);
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

    /** Whether a dense layer leads from the embeddings to the first layer. */
    public boolean projectsEmbeddings() {
        return embeddingSize != hiddenSize;
    }

    /** The same, with what relatives of BERT have otherwise. */
    public BertConfig with(int otherEmbeddingSize, PoolerActivation otherPooler) {
        return new BertConfig(
                vocabularySize,
                hiddenSize,
                layers,
                heads,
                intermediateSize,
                maxPositions,
                segmentTypes,
                activation,
                layerNormEpsilon,
                otherEmbeddingSize,
                otherPooler);
    }

    /**
     * What is BERT's own is not said of the embeddings and the pooler: digests that are made of
     * this text stay what they were before there were others.
     */
    @Override
    public String toString() {
        String own =
                ("BertConfig[vocabularySize=%d, hiddenSize=%d, layers=%d, heads=%d,"
                                + " intermediateSize=%d, maxPositions=%d, segmentTypes=%d,"
                                + " activation=%s, layerNormEpsilon=%s")
                        .formatted(
                                vocabularySize,
                                hiddenSize,
                                layers,
                                heads,
                                intermediateSize,
                                maxPositions,
                                segmentTypes,
                                activation,
                                layerNormEpsilon);
        String others = ", embeddingSize=%d, pooler=%s".formatted(embeddingSize, pooler);
        boolean bert = !projectsEmbeddings() && pooler == PoolerActivation.TANH;
        return own + (bert ? "" : others) + "]";
    }

    private static void requirePositive(String name, int value) {
        if (value <= 0) {
            throw new CheckpointException("%s must be positive, found %d".formatted(name, value));
        }
    }
}
