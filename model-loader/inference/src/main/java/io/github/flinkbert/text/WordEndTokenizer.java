package io.github.flinkbert.text;

import java.util.Arrays;
import org.apache.flink.annotation.Internal;

/**
 * Byte pairs of lower-cased words, of which the last piece ends in {@code </w>}, as GPT-1 has them:
 * white space and punctuation end words, accents go, and the characters of a word are merged. A
 * character that the vocabulary does not have is an unknown piece of its own.
 *
 * <p>Offsets are those of the characters that a piece is made of; of what is taken out of a text,
 * such as accents that are characters of their own, nothing is part of a piece. Immutable, and safe
 * for use by many threads at once.
 *
 * <p>Source: {@code OpenAIGPTTokenizerFast} of transformers and {@code BPE} of Hugging Face's
 * tokenizers. OpenAI's own script cuts words with spaCy and repairs texts with ftfy, which neither
 * does.
 */
@Internal
public final class WordEndTokenizer implements Tokenizer {

    /** What the last piece of a word ends in. */
    public static final String END = "</w>";

    private static final int BASIC_PLANE = 1 << 16;

    private final Vocabulary vocabulary;
    private final BytePairs pairs;
    private final LowerCasedCharacters characters = new LowerCasedCharacters();

    /** By code point, of the basic plane: the piece within a word, and the one that ends it. */
    private final int[] within = new int[BASIC_PLANE];

    private final int[] last = new int[BASIC_PLANE];

    /**
     * @param vocabulary with a piece for unknown characters
     * @param pairs of this vocabulary
     */
    public WordEndTokenizer(Vocabulary vocabulary, BytePairs pairs) {
        if (vocabulary.unknownId() < 0) {
            throw new IllegalArgumentException(
                    "the vocabulary must have a piece for unknown characters, found none");
        }
        this.vocabulary = vocabulary;
        this.pairs = pairs;
        Arrays.fill(within, vocabulary.unknownId());
        Arrays.fill(last, vocabulary.unknownId());
        for (int id = 0; id < vocabulary.size(); id++) {
            if (vocabulary.isWordPiece(id)) {
                String piece = vocabulary.piece(id);
                boolean ends = piece.endsWith(END);
                String letters = ends ? piece.substring(0, piece.length() - END.length()) : piece;
                if (letters.length() == 1) {
                    (ends ? last : within)[letters.charAt(0)] = id;
                }
            }
        }
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
                text, mark, pass::read, (from, to) -> pass.pieces.add(id, from, to, pass.words++));
        return pass.pieces.toPieces();
    }

    /** The end of a word is a space. */
    @Override
    public String spelling(int id) {
        String piece = vocabulary.piece(id);
        return piece.endsWith(END)
                ? piece.substring(0, piece.length() - END.length()) + " "
                : piece;
    }

    private int id(int codePoint, boolean ends) {
        if (codePoint < BASIC_PLANE) {
            return (ends ? last : within)[codePoint];
        }
        int id = vocabulary.id(Character.toString(codePoint) + (ends ? END : ""));
        return id < 0 ? vocabulary.unknownId() : id;
    }

    /** One pass over one text. */
    private final class Pass {

        private final String text;
        private final PieceList pieces;
        private int words;

        /** Of the word that is read: its characters, and where they are. */
        private int[] letters = new int[32];

        private int[] ends = new int[32];
        private int[] starts = new int[32];
        private int[] stops = new int[32];
        private int size;

        Pass(String text) {
            this.text = text;
            pieces = new PieceList(text.length() / 4 + 8);
        }

        /** Adds the pieces of a stretch, as if it were a text. */
        void read(int from, int to) {
            for (int at = from; at < to; ) {
                int codePoint = text.codePointAt(at);
                int next = Math.min(to, at + Character.charCount(codePoint));
                int[] parts = characters.of(codePoint);
                if (parts == LowerCasedCharacters.ORDERED) {
                    next = new MarkOrder(text, from, at, to).readInto(this::add);
                }
                for (int part : parts) {
                    if (part == LowerCasedCharacters.SPACE) {
                        cut();
                    } else if (part < 0) {
                        cut();
                        add(~part, at, next);
                        cut();
                    } else {
                        add(part, at, next);
                    }
                }
                at = next;
            }
            cut();
        }

        private void add(int letter, int start, int stop) {
            if (size == letters.length) {
                letters = Arrays.copyOf(letters, 2 * size);
                ends = Arrays.copyOf(ends, 2 * size);
                starts = Arrays.copyOf(starts, 2 * size);
                stops = Arrays.copyOf(stops, 2 * size);
            }
            letters[size] = letter;
            ends[size] = size + 1;
            starts[size] = start;
            stops[size] = stop;
            size++;
        }

        /** Ends the word. */
        private void cut() {
            if (size == 0) {
                return;
            }
            for (int i = 0; i < size; i++) {
                letters[i] = id(letters[i], i + 1 == size);
            }
            int left = pairs.merge(letters, ends, size);
            int first = 0;
            for (int i = 0; i < left; i++) {
                pieces.add(letters[i], starts[first], stops[ends[i] - 1], words);
                first = ends[i];
            }
            words++;
            size = 0;
        }
    }
}
