package io.github.flinkbert.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * Byte-level byte-pair encoding, as GPT-2 and RoBERTa have it: a text is cut into words with the
 * space before them, a word into its UTF-8 bytes, and bytes are merged. Every text can be spelt.
 *
 * <p>Where offsets are trimmed, they leave out the spaces that a piece begins or ends with, and one
 * of spaces alone stands for nothing, at their end. A piece that is a part of a character's bytes
 * stands for the whole character. A lone surrogate is read as U+FFFD. Immutable, and safe for use
 * by many threads at once.
 *
 * <p>Source: {@code bytes_to_unicode} and the pattern of OpenAI's {@code encoder.py}; {@code
 * ByteLevel} of Hugging Face's tokenizers, with {@code trim_offsets}.
 */
@Internal
public final class ByteLevelTokenizer implements Tokenizer {

    private static final int BYTES = 256;

    /** The characters that stand for bytes in pieces, by byte. */
    private static final String SHOWN = shown();

    private final Vocabulary vocabulary;
    private final BytePairs pairs;
    private final boolean spaceBefore;
    private final boolean markTakesSpace;
    private final boolean trimsOffsets;
    private final int[] idsOfBytes = new int[BYTES];

    /**
     * @param pairs of this vocabulary
     * @param spaceBefore whether a text that does not begin with a space is read as if it did
     *     ({@code add_prefix_space})
     * @param markTakesSpace whether white space before a mark is not read ({@code lstrip} of the
     *     mask token)
     */
    public ByteLevelTokenizer(
            Vocabulary vocabulary, BytePairs pairs, boolean spaceBefore, boolean markTakesSpace) {
        this(vocabulary, pairs, spaceBefore, markTakesSpace, true);
    }

    /**
     * As the other, with offsets that may be those of the whole piece.
     *
     * @param trimsOffsets whether offsets leave out the spaces that a piece begins or ends with
     *     ({@code trim_offsets})
     */
    public ByteLevelTokenizer(
            Vocabulary vocabulary,
            BytePairs pairs,
            boolean spaceBefore,
            boolean markTakesSpace,
            boolean trimsOffsets) {
        this.trimsOffsets = trimsOffsets;
        this.vocabulary = vocabulary;
        this.pairs = pairs;
        this.spaceBefore = spaceBefore;
        this.markTakesSpace = markTakesSpace;
        for (int b = 0; b < BYTES; b++) {
            idsOfBytes[b] = vocabulary.id(SHOWN.substring(b, b + 1));
        }
    }

    private static String shown() {
        char[] shown = new char[BYTES];
        int others = 0;
        for (int b = 0; b < BYTES; b++) {
            boolean itself = (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
            shown[b] = (char) (itself ? b : BYTES + others++);
        }
        return new String(shown);
    }

    /** Whether a vocabulary has a piece for every byte, and so one for every text. */
    public static boolean spellsAll(Vocabulary vocabulary) {
        return SHOWN.chars().allMatch(c -> vocabulary.id(Character.toString(c)) >= 0);
    }

    /** Of bytes that are no whole character, U+FFFD. */
    @Override
    public String spelling(int id) {
        String piece = vocabulary.piece(id);
        byte[] bytes = new byte[piece.length()];
        for (int i = 0; i < bytes.length; i++) {
            int b = SHOWN.indexOf(piece.charAt(i));
            if (b < 0) {
                return piece; // no bytes: a special token
            }
            bytes[i] = (byte) b;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public Pieces tokenize(String text) {
        Pass pass = new Pass(text);
        pass.read(0, text.length());
        return pass.pieces.toPieces();
    }

    @Override
    public Pieces tokenize(String text, String mark, int id) {
        Pass pass = new Pass(text);
        MarkedStretches.read(
                text,
                mark,
                markTakesSpace,
                pass::read,
                (from, to) -> pass.pieces.add(id, from, to, pass.words++));
        return pass.pieces.toPieces();
    }

    /** One pass over one text. */
    private final class Pass {

        private final String text;
        private final PieceList pieces;
        private int words;

        /** Of the word that is read: the bytes' ids, and the characters that they are of. */
        private int[] ids = new int[64];

        private int[] ends = new int[64];
        private int[] starts = new int[64];
        private int[] stops = new int[64];
        private int size;

        Pass(String text) {
            this.text = text;
            pieces = new PieceList(text.length() / 4 + 8);
        }

        /** Adds the pieces of a stretch, as if it were a text. */
        void read(int from, int to) {
            boolean prefixed = spaceBefore && from < to && text.charAt(from) != ' ';
            int at = from;
            // A letter, a digit or a sign takes the space that is put before it; white space does
            // not, and the space is a word of its own or joins the white space.
            boolean open = prefixed;
            while (at < to || open) {
                int end = ByteLevelWords.end(text, at, to, open);
                size = 0;
                if (open) {
                    // Untrimmed, the space that is put before a text stands for its first
                    // character.
                    int first = trimsOffsets ? 0 : Character.charCount(text.codePointAt(at));
                    add((byte) ' ', at, at + first);
                }
                addBytes(at, end);
                cut();
                open = false;
                at = end;
            }
        }

        private void addBytes(int from, int to) {
            for (int at = from; at < to; ) {
                int codePoint = text.codePointAt(at);
                int next = at + Character.charCount(codePoint);
                if (codePoint < 0x80) {
                    add((byte) codePoint, at, next);
                } else {
                    boolean lone = next == at + 1 && Character.isSurrogate((char) codePoint);
                    String character = lone ? "\uFFFD" : text.substring(at, next);
                    for (byte b : character.getBytes(StandardCharsets.UTF_8)) {
                        add(b, at, next);
                    }
                }
                at = next;
            }
        }

        private void add(byte b, int start, int stop) {
            int id = idsOfBytes[b & 0xFF];
            if (id < 0) {
                return; // as of a vocabulary without an unknown piece
            }
            if (size == ids.length) {
                ids = Arrays.copyOf(ids, 2 * size);
                ends = Arrays.copyOf(ends, 2 * size);
                starts = Arrays.copyOf(starts, 2 * size);
                stops = Arrays.copyOf(stops, 2 * size);
            }
            ids[size] = id;
            ends[size] = size + 1;
            starts[size] = start;
            stops[size] = stop;
            size++;
        }

        private void cut() {
            int left = pairs.merge(ids, ends, size);
            int first = 0;
            for (int i = 0; i < left; i++) {
                add(ids[i], starts[first], stops[ends[i] - 1]);
                first = ends[i];
            }
            if (left > 0) {
                words++;
            }
        }

        private void add(int id, int start, int stop) {
            if (!trimsOffsets) {
                pieces.add(id, start, stop, words);
                return;
            }
            int from = start;
            int to = stop;
            // Where a space is put before a text, the first of its own is not left out.
            int kept = spaceBefore && start == 0 ? 1 : 0;
            while (from < to && text.charAt(from) == ' ') {
                from++;
            }
            int trimmed = Math.max(start, from - (from > start ? kept : 0));
            while (to > trimmed && text.charAt(to - 1) == ' ') {
                to--;
            }
            pieces.add(id, trimmed, to, words);
        }
    }
}
