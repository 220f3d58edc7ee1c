package io.github.flinkbert.training.similarity;

import org.apache.flink.annotation.Experimental;

/**
 * Two texts and what is known of them.
 *
 * @param score how alike people found them; 0 where they are not {@link PairKind#SCORED}
 * @param at where in the second text its part lies that the first one is about, in UTF-16 code
 *     units: where the text is too long, that part is kept; -1 where it is not known
 */
@Experimental
public record TextPair(String first, String second, PairKind kind, double score, int at) {

    /** With how alike people found them. */
    public static TextPair scored(String first, String second, double score) {
        return new TextPair(first, second, PairKind.SCORED, score, -1);
    }

    /** That belong together. */
    public static TextPair matched(String first, String second, int at) {
        return new TextPair(first, second, PairKind.MATCHED, 0, at);
    }

    /** One text twice. */
    public static TextPair same(String text) {
        return new TextPair(text, text, PairKind.SAME, 0, -1);
    }
}
