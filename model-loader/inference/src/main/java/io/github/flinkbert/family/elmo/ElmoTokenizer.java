package io.github.flinkbert.family.elmo;

import io.github.flinkbert.text.BasicWords;
import io.github.flinkbert.text.MarkedStretches;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.SpecialTokens;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a text into words, each with its characters as parts. ELMo takes words that something else
 * has cut; this is {@link BasicWords}: at white space, and punctuation apart. All words have one id
 * in common, for any word can be read. Immutable, and safe for use by many threads at once.
 */
final class ElmoTokenizer implements Tokenizer {

    static final int BEGIN = 0;
    static final int END = 1;
    private static final int WORD = 2;

    static final Vocabulary VOCABULARY =
            Vocabulary.of(
                    List.of("<S>", "</S>", "<UNK>"),
                    new SpecialTokens(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    List.of("<S>"),
                                    List.of("</S>", "<S>"),
                                    List.of("</S>"),
                                    false)
                            .withoutPart());

    private final int wordLength;

    /**
     * @param wordLength characters of each word
     */
    ElmoTokenizer(int wordLength) {
        this.wordLength = wordLength;
    }

    @Override
    public Vocabulary vocabulary() {
        return VOCABULARY;
    }

    @Override
    public Pieces tokenize(String text) {
        Words words = new Words(text.length() / 4 + 8);
        BasicWords.split(text, 0, text.length(), words::add);
        return words.pieces();
    }

    @Override
    public Pieces tokenize(String text, String mark, int id) {
        Words words = new Words(text.length() / 4 + 8);
        MarkedStretches.read(
                text,
                mark,
                (from, to) -> BasicWords.split(text, from, to, words::add),
                (from, to) -> words.add(id, new int[0], from, to));
        return words.pieces();
    }

    /** Words as they are found. For one thread. */
    private final class Words {

        private int[] ids;
        private int[] starts;
        private int[] ends;
        private final List<int[]> parts = new ArrayList<>();

        Words(int capacity) {
            ids = new int[capacity];
            starts = new int[capacity];
            ends = new int[capacity];
        }

        void add(String word, int start, int end) {
            add(WORD, WordCharacters.of(word, wordLength), start, end);
        }

        void add(int id, int[] characters, int start, int end) {
            int at = parts.size();
            if (at == ids.length) {
                ids = Arrays.copyOf(ids, 2 * at);
                starts = Arrays.copyOf(starts, 2 * at);
                ends = Arrays.copyOf(ends, 2 * at);
            }
            ids[at] = id;
            starts[at] = start;
            ends[at] = end;
            parts.add(characters);
        }

        Pieces pieces() {
            int size = parts.size();
            int[] words = new int[size];
            Arrays.setAll(words, i -> i);
            return new Pieces(
                    Arrays.copyOf(ids, size),
                    Arrays.copyOf(starts, size),
                    Arrays.copyOf(ends, size),
                    words,
                    parts.toArray(int[][]::new));
        }
    }
}
