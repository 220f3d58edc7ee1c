package io.github.flinkbert.text;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * How one text or two are laid into a sequence: {@code before a after}, or {@code before a between
 * b after}, each of the three being special tokens, or none. Immutable.
 */
@Internal
public final class SequenceLayout {

    private static final int[][] NONE = {};

    private final int[] before;
    private final int[] between;
    private final int[] after;
    private final boolean segments;
    private final boolean pooled;

    /**
     * Takes the arrays over.
     *
     * @param before ids of the tokens before the first text
     * @param between ids of the tokens between two texts
     * @param after ids of the tokens after the last text
     * @param segments whether the second text, and what is after it, is of token type 1
     * @param pooled whether these tokens take part where a text's tokens become one vector
     */
    SequenceLayout(int[] before, int[] between, int[] after, boolean segments, boolean pooled) {
        this.before = before;
        this.between = between;
        this.after = after;
        this.segments = segments;
        this.pooled = pooled;
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
        int[][] parts = with(NONE, ids.length, before.length, pieces.parts(from, to));
        return new Sequence(ids, ids.length, segments, parts, pooled(ids.length, to - from));
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
        int[][] parts = with(NONE, ids.length, before.length, first.parts(firstFrom, firstTo));
        parts = with(parts, ids.length, secondAt, second.parts(secondFrom, secondTo));
        int own = firstTo - firstFrom + secondTo - secondFrom;
        return new Sequence(ids, secondAt, segments, parts, pooled(ids.length, own));
    }

    /** Where there is nothing but special tokens, they take part in any family. */
    private int pooled(int tokens, int own) {
        return pooled || own == 0 ? tokens : own;
    }

    /** Lays parts into those of a sequence, which are none at all as long as no piece has any. */
    private static int[][] with(int[][] parts, int tokens, int at, int[][] of) {
        if (of.length == 0) {
            return parts;
        }
        int[][] laid = parts;
        if (laid.length == 0) {
            laid = new int[tokens][];
            Arrays.fill(laid, Sequence.NO_PARTS);
        }
        System.arraycopy(of, 0, laid, at, of.length);
        return laid;
    }

    private void end(int[] ids) {
        System.arraycopy(after, 0, ids, ids.length - after.length, after.length);
    }
}
