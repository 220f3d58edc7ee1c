package io.github.flinkbert.checkpoint;

import org.apache.flink.annotation.PublicEvolving;

/** How the label scores of a word's pieces become the word's. */
@PublicEvolving
public enum AggregationStrategy {
    /** As the model was trained to be read; {@link #FIRST_PIECE} where it does not say. */
    AS_TRAINED,
    /** The first piece speaks for the word, as in Devlin et al. 2019, section 5.3. */
    FIRST_PIECE,
    /** The average of the pieces' probabilities. */
    AVERAGE,
    /** For each label the greatest of the pieces' probabilities, scaled to sum to one. */
    MAX,
    /**
     * Each piece speaks for itself, so that an entity can end within a word: for languages such as
     * Korean, where particles are written on to names.
     */
    EACH_PIECE
}
