package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Words, each with a vector, in the order of their file, which is that of their frequency in all
 * that word2vec, GloVe and fastText write. Immutable, thread-safe.
 *
 * <p>A word of fastText's is the mean of its own row and the rows of its n-grams, and a word that
 * is not in the table is the mean of its n-grams.
 */
@Internal
public final class WordVectors {

    /** One in so many words with an upper-case letter, such as a mark, makes no cased table. */
    private static final int SELDOM = 1000;

    private static final int[] NO_PARTS = {};

    private final WordTable words;
    private final VectorRows rows;
    private final @Nullable Subwords subwords;
    private final long @Nullable [] counts;
    private final double total;
    private final boolean lowerCased;

    /**
     * @param rows the first of them the words'
     * @param subwords null where words have no parts
     * @param counts how often each word was seen; null where the file does not say it
     */
    WordVectors(
            WordTable words,
            VectorRows rows,
            @Nullable Subwords subwords,
            long @Nullable [] counts) {
        this.words = words;
        this.rows = rows;
        this.subwords = subwords;
        this.counts = counts;
        double sum = 0;
        int upper = 0;
        for (int word = 0; word < words.size(); word++) {
            sum += counts == null ? 1.0 / (word + 1) : counts[word];
            upper += words.hasUpperCase(word) ? 1 : 0;
        }
        total = sum;
        lowerCased = (long) upper * SELDOM <= words.size();
    }

    /** How many words there are. */
    public int size() {
        return words.size();
    }

    /** Numbers of a vector. */
    public int dimension() {
        return rows.dimension();
    }

    public String word(int number) {
        return words.word(number);
    }

    /**
     * Whether all words are in lower case, but for one in a thousand: then a word that is not there
     * as it is written is looked up in lower case.
     */
    public boolean isLowerCased() {
        return lowerCased;
    }

    /** Whether words are made of parts, so that those that are not in the table have vectors. */
    public boolean hasSubwords() {
        return subwords != null;
    }

    /** Whether the file says how often its words were seen. */
    public boolean hasCounts() {
        return counts != null;
    }

    /**
     * How likely a word is: its share of all that were counted, or where the file has no counts by
     * Zipf's law, 1 / rank over the sum of these.
     */
    public double probability(int number) {
        return (counts == null ? 1.0 / (number + 1) : counts[number]) / total;
    }

    /** The number of a word as it is written, or else in lower case in such a table; or -1. */
    public int number(String word) {
        int found = words.number(word);
        return found < 0 && lowerCased ? words.number(word.toLowerCase(Locale.ROOT)) : found;
    }

    /** A word's vector; empty where it is not in the table and has no parts. */
    public Optional<float[]> vector(String word) {
        int number = number(word);
        int[] parts = parts(number < 0 && lowerCased ? word.toLowerCase(Locale.ROOT) : word);
        if (number < 0 && parts.length == 0) {
            return Optional.empty();
        }
        float[] vector = new float[dimension()];
        add(number, parts, 1, vector, 0);
        return Optional.of(vector);
    }

    /** The vector of a word of the table. */
    public float[] vector(int number) {
        float[] vector = new float[dimension()];
        add(number, parts(number), 1, vector, 0);
        return vector;
    }

    WordTable words() {
        return words;
    }

    /** The rows of the parts of a word of the table; none where words have none. */
    int[] parts(int number) {
        return subwords == null ? NO_PARTS : parts(word(number));
    }

    /** The rows of a word's parts, likewise. */
    int[] parts(byte[] letters, int length) {
        return subwords == null ? NO_PARTS : subwords.rows(letters, length);
    }

    private int[] parts(String word) {
        if (subwords == null) {
            return NO_PARTS;
        }
        byte[] letters = word.getBytes(UTF_8);
        return parts(letters, letters.length);
    }

    /**
     * Adds a word's vector, times a weight.
     *
     * @param number of the word; one that no word has for a word that is nothing but its parts
     * @param parts the rows of its parts
     */
    void add(int number, int[] parts, float weight, float[] into, int at) {
        boolean own = number >= 0 && number < words.size();
        float share = parts.length == 0 ? weight : weight / (parts.length + (own ? 1 : 0));
        if (own) {
            rows.add(number, share, into, at);
        }
        for (int part : parts) {
            rows.add(part, share, into, at);
        }
    }
}
