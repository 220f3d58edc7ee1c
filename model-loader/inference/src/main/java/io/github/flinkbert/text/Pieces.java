package io.github.flinkbert.text;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * A text cut into WordPieces, without special tokens.
 *
 * <p>Parallel arrays, one element a piece, in the order of the text. Offsets are UTF-16 code units
 * of the text as it came in: {@code text.substring(start(i), end(i))} is what piece {@code i}
 * stands for. Immutable; the arrays handed out by {@link #ids()} are copies.
 */
@Internal
public final class Pieces {

    private static final int[][] NO_PARTS = {};

    private final int[] ids;
    private final int[] starts;
    private final int[] ends;
    private final int[] words;
    private final int[][] parts;

    /**
     * Takes the arrays over without copying; callers hand in arrays that they no longer touch.
     *
     * @param ids vocabulary ids
     * @param starts first code unit of each piece in the original text
     * @param ends one past the last code unit of each piece
     * @param words ordinal of the basic token (Google's "basic tokenization") that the piece is
     *     part of, counted from 0 and never decreasing
     */
    public Pieces(int[] ids, int[] starts, int[] ends, int[] words) {
        this(ids, starts, ends, words, NO_PARTS);
    }

    /**
     * Pieces of a family that reads what is inside of a word, too.
     *
     * @param parts what each piece is made of, as its family numbers it: characters, or n-grams
     *     (see {@link Sequence#parts}); empty where no piece has any
     */
    public Pieces(int[] ids, int[] starts, int[] ends, int[] words, int[][] parts) {
        if (ids.length != starts.length
                || ids.length != ends.length
                || ids.length != words.length) {
            throw new IllegalArgumentException(
                    "ids, starts, ends and words must be of one length, found %d, %d, %d, %d"
                            .formatted(ids.length, starts.length, ends.length, words.length));
        }
        if (parts.length != 0 && parts.length != ids.length) {
            throw new IllegalArgumentException(
                    "parts must be of each piece or of none, found %d of %d pieces"
                            .formatted(parts.length, ids.length));
        }
        this.parts = parts;
        this.ids = ids;
        this.starts = starts;
        this.ends = ends;
        this.words = words;
    }

    public int size() {
        return ids.length;
    }

    public int id(int piece) {
        return ids[piece];
    }

    /** First UTF-16 code unit of the piece in the original text. */
    public int start(int piece) {
        return starts[piece];
    }

    /** One past the last UTF-16 code unit of the piece in the original text. */
    public int end(int piece) {
        return ends[piece];
    }

    /** Ordinal of the basic token that the piece is part of. */
    public int word(int piece) {
        return words[piece];
    }

    /** How many pieces have this id. */
    public int count(int id) {
        int found = 0;
        for (int each : ids) {
            found += each == id ? 1 : 0;
        }
        return found;
    }

    public int[] ids() {
        return ids.clone();
    }

    /**
     * Copies the ids of pieces {@code from} (inclusive) to {@code to} (exclusive) into {@code
     * into}.
     */
    public void copyIds(int from, int to, int[] into, int at) {
        System.arraycopy(ids, from, into, at, to - from);
    }

    /**
     * The first so many pieces, and behind them those {@code from} to {@code to}: a stretch of a
     * text behind what is read before it. Their places in the text are left out.
     */
    public Pieces behindFirst(int first, int from, int to) {
        int size = first + to - from;
        int[] chosen = new int[size];
        copyIds(0, first, chosen, 0);
        copyIds(from, to, chosen, first);
        int[][] theirs = parts(0, first);
        if (parts.length > 0) {
            theirs = Arrays.copyOf(theirs, size);
            System.arraycopy(parts, from, theirs, first, to - from);
        }
        int[] none = new int[size];
        return new Pieces(chosen, none, none, none, theirs);
    }

    /** The pieces from one on, of a text whose first so many code units are no part of it. */
    public Pieces behind(int first, int codeUnits) {
        int count = ids.length - first;
        int[] newStarts = new int[count];
        int[] newEnds = new int[count];
        int[] newWords = new int[count];
        for (int i = 0; i < count; i++) {
            newStarts[i] = starts[first + i] - codeUnits;
            newEnds[i] = ends[first + i] - codeUnits;
            newWords[i] = words[first + i] - words[first];
        }
        return new Pieces(
                Arrays.copyOfRange(ids, first, ids.length),
                newStarts,
                newEnds,
                newWords,
                parts(first, ids.length));
    }

    /** Whether a piece is known by its parts, and has its id in common with others. */
    public boolean hasParts(int piece) {
        return parts.length > 0 && parts[piece].length > 0;
    }

    /** The parts of pieces {@code from} to {@code to}, not copied; empty where there are none. */
    int[][] parts(int from, int to) {
        return parts.length == 0 ? parts : Arrays.copyOfRange(parts, from, to);
    }
}
