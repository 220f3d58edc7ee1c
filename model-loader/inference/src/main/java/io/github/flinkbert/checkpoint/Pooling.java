package io.github.flinkbert.checkpoint;

import org.apache.flink.annotation.PublicEvolving;

/**
 * How a text's token vectors become one vector. Special tokens take part, as in
 * sentence-transformers.
 */
@PublicEvolving
public enum Pooling {
    /** The vector of {@code [CLS]}. */
    CLS,
    /** Average over all tokens. */
    MEAN,
    /** Greatest value of each dimension over all tokens. */
    MAX,
    /**
     * BERT's own pooler: a dense layer and tanh over the vector of {@code [CLS]}, last layer only.
     */
    CLS_POOLER,
    /** Sum over all tokens, divided by the square root of their number. */
    MEAN_SQRT_LEN,
    /** Average in which the n-th token of the sequence weighs n (Muennighoff 2022). */
    WEIGHTED_MEAN,
    /** The vector of the last token, which is {@code [SEP]}. */
    LAST_TOKEN
}
