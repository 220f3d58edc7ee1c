package io.github.flinkbert.text;

import org.apache.flink.annotation.Internal;

/**
 * How one text or two are laid into a sequence: {@code before a after}, or {@code before a between
 * b after}, each of the three being special tokens, or none. Immutable.
 */
@Internal
public final class SequenceLayout {

    private final int[] before;
    private final int[] between;
    private final int[] after;
    private final boolean segments;

    /**
     * Takes the arrays over.
     *
     * @param before ids of the tokens before the first text
     * @param between ids of the tokens between two texts
     * @param after ids of the tokens after the last text
     * @param segments whether the second text, and what is after it, is of token type 1
     */
    SequenceLayout(int[] before, int[] between, int[] after, boolean segments) {
        this.before = before;
        this.between = between;
        this.after = after;
        this.segments = segments;
    }

    /** Where the first text begins: as many special tokens are before it. */
    public int firstAt() {
        return before.length;
    }

    /** Where the second text begins behind a first one of so many pieces. */
    public int secondAt(int firstPieces) {
        return before.length + firstPieces + between.length;
    }

    /** Tokens of a sequence of one text of so many pieces. */
    public int length(int pieces) {
        return before.length + pieces + after.length;
    }

    /** Tokens of a sequence of two texts of so many pieces. */
    public int length(int firstPieces, int secondPieces) {
        return secondAt(firstPieces) + secondPieces + after.length;
    }

    Sequence single(Pieces pieces, int from, int to) {
        int[] ids = new int[length(to - from)];
        System.arraycopy(before, 0, ids, 0, before.length);
        pieces.copyIds(from, to, ids, before.length);
        end(ids);
        return new Sequence(ids, ids.length, segments);
    }

    Sequence pair(
            Pieces first, int firstFrom, int firstTo, Pieces second, int secondFrom, int secondTo) {
        int[] ids = new int[length(firstTo - firstFrom, secondTo - secondFrom)];
        System.arraycopy(before, 0, ids, 0, before.length);
        first.copyIds(firstFrom, firstTo, ids, before.length);
        int secondAt = secondAt(firstTo - firstFrom);
        System.arraycopy(between, 0, ids, secondAt - between.length, between.length);
        second.copyIds(secondFrom, secondTo, ids, secondAt);
        end(ids);
        return new Sequence(ids, secondAt, segments);
    }

    private void end(int[] ids) {
        System.arraycopy(after, 0, ids, ids.length - after.length, after.length);
    }
}
