package io.github.flinkbert.task.vocabulary;

import org.apache.flink.annotation.PublicEvolving;

/**
 * What of the text the model does not know.
 *
 * @param unknown pieces that are {@code [UNK]}
 * @param pieces all pieces, special tokens left out
 */
@PublicEvolving
public record UnknownPieces(int unknown, int pieces) {

    /** From this share on, results for the text say little: the model hardly reads it. */
    public static final double MANY = 0.3;

    public UnknownPieces {
        if (unknown < 0 || unknown > pieces) {
            throw new IllegalArgumentException(
                    "unknown pieces are from 0 to all %d, found %d".formatted(pieces, unknown));
        }
    }

    /** Of the pieces, from 0 to 1; 0 for a text without any. */
    public float share() {
        return pieces == 0 ? 0 : (float) unknown / pieces;
    }

    /** Whether {@link #MANY} of it is unknown. */
    public boolean many() {
        return many(MANY);
    }

    /** Whether so much of it is unknown, or more. */
    public boolean many(double threshold) {
        return unknown > 0 && (double) unknown / pieces >= threshold;
    }
}
