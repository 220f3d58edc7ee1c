package io.github.flinkbert.text;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * What the encoder reads: one text or two, with the special tokens of the vocabulary's {@link
 * SequenceLayout}; of BERT {@code [CLS] a [SEP]}, or {@code [CLS] a [SEP] b [SEP]}. Immutable.
 *
 * <p>Source of BERT's: Google's {@code run_classifier.py} and {@code run_squad.py} ({@code
 * convert_examples_to_features}): the first segment, of type 0, takes {@code [CLS]} and the first
 * {@code [SEP]}; the second, of type 1, the rest.
 */
@Internal
public final class Sequence {

    static final int[] NO_PARTS = {};

    private final int[] ids;
    private final int secondSegmentAt;
    private final boolean segments;
    private final int[][] parts;
    private final int pooled;

    /** Takes the arrays over; parts are those of the tokens, or none at all. */
    Sequence(int[] ids, int secondSegmentAt, boolean segments, int[][] parts, int pooled) {
        this.pooled = pooled;
        this.ids = ids;
        this.secondSegmentAt = secondSegmentAt;
        this.segments = segments;
        this.parts = parts;
    }

    /**
     * One segment, as the vocabulary's {@link SequenceLayout} has it: of BERT {@code [CLS]}, the
     * pieces {@code from} to {@code to}, {@code [SEP]}. Piece {@code from + i} becomes token {@code
     * firstAt() + i}.
     */
    public static Sequence single(Vocabulary vocabulary, Pieces pieces, int from, int to) {
        return vocabulary.layout().single(pieces, from, to);
    }

    /**
     * Two segments. Piece {@code from + i} of the second becomes token {@code secondSegmentAt() +
     * i}.
     */
    public static Sequence pair(
            Vocabulary vocabulary,
            Pieces first,
            int firstFrom,
            int firstTo,
            Pieces second,
            int secondFrom,
            int secondTo) {
        return vocabulary.layout().pair(first, firstFrom, firstTo, second, secondFrom, secondTo);
    }

    /** Tokens of one of BERT's single sequences of so many pieces. */
    public static int length(int pieces) {
        return pieces + 2;
    }

    /** Tokens of one of BERT's pairs of sequences of so many pieces. */
    public static int length(int firstPieces, int secondPieces) {
        return firstPieces + secondPieces + 3;
    }

    /** The same segments with other tokens, as many. */
    public Sequence withIds(int[] otherIds) {
        if (otherIds.length != ids.length) {
            throw new IllegalArgumentException(
                    "expected %d ids, found %d".formatted(ids.length, otherIds.length));
        }
        return new Sequence(otherIds.clone(), secondSegmentAt, segments, parts, pooled);
    }

    /** How many tokens there are, special tokens included. */
    public int length() {
        return ids.length;
    }

    public int id(int token) {
        return ids[token];
    }

    /** The tokens' ids, a copy. */
    public int[] ids() {
        return ids.clone();
    }

    /**
     * What a token is made of, as its family numbers it, where that reads more of a word than its
     * id: characters, or n-grams. Empty for special tokens, and of all other families. Not a copy.
     */
    public int[] parts(int token) {
        return parts.length == 0 ? NO_PARTS : parts[token];
    }

    /**
     * How many tokens take part where the sequence becomes one vector: all, or those of the text
     * alone, as the family has it.
     */
    public int pooled() {
        return pooled;
    }

    /** The first token of the second text, or {@link #length()} where there is only one text. */
    public int secondSegmentAt() {
        return secondSegmentAt;
    }

    /** 0 or 1: Google's {@code segment_ids} (token types); 0 of a family that has none. */
    public int segment(int token) {
        return token < secondSegmentAt || !segments ? 0 : 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequence that
                && secondSegmentAt == that.secondSegmentAt
                && segments == that.segments
                && pooled == that.pooled
                && Arrays.equals(ids, that.ids)
                && Arrays.deepEquals(parts, that.parts);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + secondSegmentAt;
    }

    @Override
    public String toString() {
        // No pieces: they would spell other people's text in a log.
        return "Sequence[%d tokens, second segment at %d]".formatted(ids.length, secondSegmentAt);
    }
}
