package io.github.flinkbert.checkpoint;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
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
    LAST_TOKEN,
    /**
     * Average over all words that have vectors, each scaled to length 1 first; of word vectors only
     * (fastText's own way with a sentence).
     */
    NORMALIZED_MEAN,
    /**
     * Average over all words that have vectors, in which a word of probability p weighs a / (a + p)
     * with a = 0.001; of word vectors only (smooth inverse frequency, Arora et al. 2017, without
     * the removal of the first principal component, which needs all texts at once).
     */
    SIF;

    /** Those of models that read words in their context. */
    public static final Set<Pooling> OF_ENCODERS =
            Collections.unmodifiableSet(EnumSet.range(CLS, LAST_TOKEN));

    /** Those of word vectors, of which no word stands for its text. */
    public static final Set<Pooling> OF_WORDS =
            Collections.unmodifiableSet(EnumSet.of(MEAN, MAX, MEAN_SQRT_LEN, NORMALIZED_MEAN, SIF));

    /** As options spell it: {@code mean-sqrt-len}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
