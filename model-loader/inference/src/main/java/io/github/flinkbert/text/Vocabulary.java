package io.github.flinkbert.text;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of a release and their ids: WordPieces in the order of its {@code vocab.txt}, or those
 * of another family. Immutable.
 *
 * <p>WordPieces are read as {@code load_vocab} of Google's {@code tokenization.py} reads it: the
 * line number is the id, white space around a piece is no part of it, and a piece that stands on
 * several lines has the id of the last one. Such a line still counts.
 *
 * <p>An id may also be none of a WordPiece: that of an added token, or of a row with which an
 * embedding table was padded. No word is cut into such.
 */
@Internal
public final class Vocabulary {

    private final String[] pieces;
    private final BitSet others;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> wordPieces = new HashMap<>();
    private final SpecialTokens special;
    private final boolean ofWordPieces;
    private final SequenceLayout layout;
    private final int unknownId;

    /** Where the pieces are, if not in the array and the maps. */
    private final @Nullable WordList elsewhere;

    /** Takes the array and the set over. */
    private Vocabulary(
            String[] pieces, BitSet others, SpecialTokens special, boolean ofWordPieces) {
        this(pieces, others, special, ofWordPieces, null);
    }

    private Vocabulary(
            String[] pieces,
            BitSet others,
            SpecialTokens special,
            boolean ofWordPieces,
            @Nullable WordList elsewhere) {
        this.elsewhere = elsewhere;
        this.pieces = pieces;
        this.others = others;
        for (int id = 0; id < pieces.length; id++) {
            if (others.get(id)) {
                ids.putIfAbsent(pieces[id], id);
            } else {
                ids.put(pieces[id], id);
                wordPieces.put(pieces[id], id);
            }
        }
        this.special = special;
        this.ofWordPieces = ofWordPieces;
        unknownId = special.unknown().map(this::required).orElse(-1);
        layout =
                new SequenceLayout(
                        required(special.before()),
                        required(special.between()),
                        required(special.after()),
                        special.segments(),
                        special.pooled());
    }

    /**
     * @param pieces the lines of {@code vocab.txt}; the line number, from 0, is the id; null for an
     *     id that no WordPiece has
     * @throws IllegalArgumentException where {@code [UNK]}, {@code [CLS]} or {@code [SEP]} is
     *     missing: without them no text can be encoded
     */
    public static Vocabulary of(List<String> pieces) {
        String[] stripped = new String[pieces.size()];
        BitSet others = new BitSet();
        int id = 0;
        for (String piece : pieces) {
            stripped[id] = piece == null ? padding(id) : strip(piece);
            others.set(id, stripped[id].equals(padding(id)));
            id++;
        }
        return new Vocabulary(stripped, others, SpecialTokens.BERT, true);
    }

    /**
     * Pieces of another make than WordPieces: each as it is, and no id given twice.
     *
     * @param pieces by id; null for an id that no piece has
     * @param special the tokens that text never makes
     * @throws IllegalArgumentException where one of those that sequences have is missing
     */
    public static Vocabulary of(List<String> pieces, SpecialTokens special) {
        String[] names = new String[pieces.size()];
        BitSet others = new BitSet();
        for (int id = 0; id < names.length; id++) {
            String piece = pieces.get(id);
            names[id] = piece == null ? padding(id) : piece;
            others.set(id, piece == null);
        }
        return new Vocabulary(names, others, special, false);
    }

    /**
     * Pieces that are kept elsewhere. None can be added.
     *
     * @param special the tokens that text never makes
     * @throws IllegalArgumentException where one of those that sequences have is missing
     */
    public static Vocabulary of(WordList pieces, SpecialTokens special) {
        return new Vocabulary(new String[0], new BitSet(), special, false, pieces);
    }

    /**
     * This vocabulary and added tokens.
     *
     * @param added id to content; a token that is a WordPiece already has its id
     * @throws IllegalArgumentException if a token has the id of another piece, or a piece another
     *     id
     */
    public Vocabulary with(Map<Integer, String> added) {
        int size = added.keySet().stream().mapToInt(id -> id + 1).max().orElse(0);
        Vocabulary wide = resized(Math.max(size, pieces.length));
        for (Map.Entry<Integer, String> each : added.entrySet()) {
            int id = each.getKey();
            String content = each.getValue();
            int known = id(content);
            boolean sameAsPiece = known == id;
            if (!sameAsPiece && (known >= 0 || !wide.others.get(id))) {
                throw new IllegalArgumentException(
                        known >= 0
                                ? ("the added token \"%s\" has the id %d, but the vocabulary gives"
                                                + " it %d")
                                        .formatted(content, id, known)
                                : ("the added token \"%s\" has the id %d, which is that of the"
                                                + " piece \"%s\"")
                                        .formatted(content, id, wide.pieces[id]));
            }
            wide.pieces[id] = content;
        }
        return new Vocabulary(wide.pieces, wide.others, special, ofWordPieces);
    }

    /**
     * This vocabulary with as many ids as an embedding table has rows: ids beyond the rows go if no
     * text makes them, as those of lines that only pad the file; rows beyond the ids get names that
     * no text makes.
     *
     * @throws IllegalArgumentException if a piece that a text can make has no row
     */
    public Vocabulary fitted(int rows) {
        for (int id = rows; id < pieces.length; id++) {
            if (others.get(id) || !ofWordPieces || isMadeByText(pieces[id])) {
                throw new IllegalArgumentException(
                        "the piece \"%s\" has the id %d, but the word embedding has %d rows"
                                .formatted(pieces[id], id, rows));
            }
        }
        return rows == pieces.length ? this : resized(rows);
    }

    private Vocabulary resized(int size) {
        String[] resized = Arrays.copyOf(pieces, size);
        BitSet resizedOthers = others.get(0, size);
        for (int id = pieces.length; id < size; id++) {
            resized[id] = padding(id);
            resizedOthers.set(id);
        }
        return new Vocabulary(resized, resizedOthers, special, ofWordPieces);
    }

    private static String padding(int id) {
        return "[padding " + id + "]";
    }

    /** Whether words are cut into a piece: punctuation, white space and brackets stand alone. */
    private static boolean isMadeByText(String piece) {
        boolean continues = piece.startsWith("##") && piece.length() > 2;
        int[] codePoints = (continues ? piece.substring(2) : piece).codePoints().toArray();
        boolean alone = codePoints.length == 1 && !continues;
        for (int codePoint : codePoints) {
            CharacterClass kind = CharacterClass.of(codePoint);
            if (kind == CharacterClass.SPACE
                    || kind == CharacterClass.REMOVED
                    || (kind == CharacterClass.PUNCTUATION && !alone)) {
                return false;
            }
        }
        return codePoints.length > 0;
    }

    /** How many ids there are, those of repeated pieces and of no WordPiece included. */
    public int size() {
        return elsewhere == null ? pieces.length : elsewhere.size();
    }

    /**
     * The piece of an id, with {@code ##} in front where it continues a word, or an added token, or
     * the name of a row of padding.
     */
    public String piece(int id) {
        return elsewhere == null ? pieces[id] : elsewhere.word(id);
    }

    /** The id of a piece, or -1 where the vocabulary has none. */
    public int id(String piece) {
        return elsewhere == null ? ids.getOrDefault(piece, -1) : elsewhere.id(piece);
    }

    /** The lines of a {@code vocab.txt} that has these WordPieces and nothing else of this. */
    public List<String> lines() {
        return IntStream.range(0, size())
                .mapToObj(id -> others.get(id) ? padding(id) : piece(id))
                .toList();
    }

    /** Whether an id is that of a WordPiece, and not of an added token or of padding. */
    public boolean isWordPiece(int id) {
        return !others.get(id);
    }

    /** The id of a piece that words are cut into, or -1 where the vocabulary has none. */
    int wordPiece(String piece) {
        return wordPieces.getOrDefault(piece, -1);
    }

    /** The same pieces, of a family whose sequences have no token types. */
    public Vocabulary withoutSegments() {
        return new Vocabulary(pieces, others, special.withoutSegments(), ofWordPieces);
    }

    /** The tokens that text never makes. */
    public SpecialTokens special() {
        return special;
    }

    /** How sequences are put together of these pieces. */
    public SequenceLayout layout() {
        return layout;
    }

    /**
     * The id of the token that stands for a word that cannot be cut into pieces, such as {@code
     * [UNK]}; -1, which no piece has, where every text can be spelt.
     */
    public int unknownId() {
        return unknownId;
    }

    /** The id of {@code [CLS]}, which opens each of BERT's sequences. */
    public int clsId() {
        return required("[CLS]");
    }

    /** The id of {@code [SEP]}, which ends each of BERT's segments. */
    public int separatorId() {
        return required("[SEP]");
    }

    /**
     * The id of the token for padding, such as {@code [PAD]}, or 0 where the vocabulary has none:
     * Google's scripts pad with 0 without looking.
     */
    public int padId() {
        return Math.max(0, special.padding().map(this::id).orElse(0));
    }

    /** The id of the token for a masked word, such as {@code [MASK]}; empty where there is none. */
    public OptionalInt mask() {
        int id = special.mask().map(this::id).orElse(-1);
        return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /**
     * The id of the token for a masked word.
     *
     * @throws IllegalArgumentException where the vocabulary has none: only masked words need it, so
     *     it is not asked for when the vocabulary is read
     */
    public int maskId() {
        return required(
                special.mask()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "this model's vocabulary has no token for a masked"
                                                        + " word")));
    }

    private int[] required(List<String> tokens) {
        return tokens.stream().mapToInt(this::required).toArray();
    }

    private int required(String piece) {
        int id = id(piece);
        if (id < 0) {
            throw new IllegalArgumentException(
                    "the vocabulary has no %s: found %,d pieces, expected one of them to be %s"
                            .formatted(piece, size(), piece));
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
