package io.github.flinkbert.text;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * What the encoder reads: {@code [CLS] a [SEP]}, or {@code [CLS] a [SEP] b [SEP]}. Immutable.
 *
 * <p>Source: Google's {@code run_classifier.py} and {@code run_squad.py} ({@code
 * convert_examples_to_features}): the first segment, of type 0, takes {@code [CLS]} and the first
 * {@code [SEP]}; the second, of type 1, the rest.
 */
@Internal
public final class Sequence {

    private final int[] ids;
    private final int secondSegmentAt;

    private Sequence(int[] ids, int secondSegmentAt) {
        this.ids = ids;
        this.secondSegmentAt = secondSegmentAt;
    }

    /**
     * One segment: {@code [CLS]}, the pieces {@code from} to {@code to}, {@code [SEP]}. Piece
     * {@code from + i} becomes token {@code 1 + i}.
     */
    public static Sequence single(Vocabulary vocabulary, Pieces pieces, int from, int to) {
        int[] ids = new int[length(to - from)];
        first(vocabulary, pieces, from, to, ids);
        return new Sequence(ids, ids.length);
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
        int[] ids = new int[length(firstTo - firstFrom, secondTo - secondFrom)];
        first(vocabulary, first, firstFrom, firstTo, ids);
        int secondAt = length(firstTo - firstFrom);
        second.copyIds(secondFrom, secondTo, ids, secondAt);
        ids[ids.length - 1] = vocabulary.separatorId();
        return new Sequence(ids, secondAt);
    }

    /** Tokens of a single sequence of so many pieces. */
    public static int length(int pieces) {
        return pieces + 2;
    }

    /** Tokens of a pair of sequences of so many pieces. */
    public static int length(int firstPieces, int secondPieces) {
        return firstPieces + secondPieces + 3;
    }

    private static void first(Vocabulary vocabulary, Pieces pieces, int from, int to, int[] into) {
        into[0] = vocabulary.clsId();
        pieces.copyIds(from, to, into, 1);
        into[length(to - from) - 1] = vocabulary.separatorId();
    }

    /** The same segments with other tokens, as many. */
    public Sequence withIds(int[] otherIds) {
        if (otherIds.length != ids.length) {
            throw new IllegalArgumentException(
                    "expected %d ids, found %d".formatted(ids.length, otherIds.length));
        }
        return new Sequence(otherIds.clone(), secondSegmentAt);
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

    /** The first token of segment 1, or {@link #length()} where there is only one segment. */
    public int secondSegmentAt() {
        return secondSegmentAt;
    }

    /** 0 or 1: Google's {@code segment_ids} (token types). */
    public int segment(int token) {
        return token < secondSegmentAt ? 0 : 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequence that
                && secondSegmentAt == that.secondSegmentAt
                && Arrays.equals(ids, that.ids);
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
