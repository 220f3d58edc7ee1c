package io.github.flinkbert.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The WordPieces of a release and their ids, in the order of its {@code vocab.txt}. Immutable.
 *
 * <p>Read as {@code load_vocab} of Google's {@code tokenization.py} reads it: the line number is
 * the id, white space around a piece is no part of it, and a piece that stands on several lines has
 * the id of the last one. Such a line still counts, so that {@link #size()} is always the number of
 * rows of the embedding table.
 */
public final class Vocabulary {

    private static final String UNKNOWN = "[UNK]";
    private static final String CLS = "[CLS]";
    private static final String SEPARATOR = "[SEP]";
    private static final String MASK = "[MASK]";
    private static final String PAD = "[PAD]";

    private final String[] pieces;
    private final Map<String, Integer> ids;
    private final int unknownId;
    private final int clsId;
    private final int separatorId;

    private Vocabulary(String[] pieces, Map<String, Integer> ids) {
        this.pieces = pieces;
        this.ids = ids;
        this.unknownId = required(UNKNOWN);
        this.clsId = required(CLS);
        this.separatorId = required(SEPARATOR);
    }

    /**
     * @param pieces the lines of {@code vocab.txt}; the line number, from 0, is the id
     * @throws IllegalArgumentException where {@code [UNK]}, {@code [CLS]} or {@code [SEP]} is
     *     missing: without them no text can be encoded
     */
    public static Vocabulary of(List<String> pieces) {
        String[] stripped = new String[pieces.size()];
        Map<String, Integer> ids = new HashMap<>(2 * stripped.length);
        int id = 0;
        for (String piece : pieces) {
            stripped[id] = strip(piece);
            ids.put(stripped[id], id);
            id++;
        }
        return new Vocabulary(stripped, ids);
    }

    /** How many lines the vocabulary has, repeated pieces included. */
    public int size() {
        return pieces.length;
    }

    /** The piece on line {@code id}, with {@code ##} in front where it continues a word. */
    public String piece(int id) {
        return pieces[id];
    }

    /** The id of a piece, or -1 where the vocabulary has none. */
    public int id(String piece) {
        return ids.getOrDefault(piece, -1);
    }

    /** The id of {@code [UNK]}, which stands for a word that cannot be cut into pieces. */
    public int unknownId() {
        return unknownId;
    }

    /** The id of {@code [CLS]}, which opens every sequence. */
    public int clsId() {
        return clsId;
    }

    /** The id of {@code [SEP]}, which ends every segment. */
    public int separatorId() {
        return separatorId;
    }

    /**
     * The id of {@code [PAD]}, or 0 where the vocabulary has none: Google's scripts pad with 0
     * without looking.
     */
    public int padId() {
        return Math.max(0, id(PAD));
    }

    /**
     * The id of {@code [MASK]}.
     *
     * @throws IllegalArgumentException where the vocabulary has none: only masked words need it, so
     *     it is not asked for when the vocabulary is read
     */
    public int maskId() {
        return required(MASK);
    }

    private int required(String piece) {
        int id = id(piece);
        if (id < 0) {
            throw new IllegalArgumentException(
                    "the vocabulary has no %s: found %,d pieces, expected one of them to be %s"
                            .formatted(piece, pieces.length, piece));
        }
        return id;
    }

    /** Python's {@code str.strip()}, which also takes no-break spaces away. */
    private static String strip(String line) {
        int from = 0;
        int to = line.length();
        while (from < to && isPythonSpace(line.charAt(from))) {
            from++;
        }
        while (from < to && isPythonSpace(line.charAt(to - 1))) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean isPythonSpace(char unit) {
        return Character.isWhitespace(unit) || Character.isSpaceChar(unit) || unit == '\u0085';
    }
}
