package io.github.flinkbert.text;

/**
 * The letters of the word that is being read, each with the range of the original text that it
 * comes from. For one thread.
 *
 * <p>Of a word longer than {@link #LONGEST} only so much is kept as its range needs.
 */
final class Word {

    /**
     * The most code points, after normalisation, that a word is cut into pieces with; a longer one
     * is unknown as a whole. {@code max_input_chars_per_word} of Hugging Face's and TensorFlow
     * Text's tokenizers. (Google's script says 200, in a parameter that no caller sets; the two
     * differ on words of 101 to 200 characters alone.)
     */
    static final int LONGEST = 100;

    final int[] symbols = new int[LONGEST + 1];
    final int[] starts = new int[LONGEST + 1];
    final int[] ends = new int[LONGEST + 1];
    int length;

    void append(int symbol, int start, int end) {
        int slot = Math.min(length, LONGEST);
        symbols[slot] = symbol;
        starts[slot] = start;
        ends[slot] = end;
        length++;
    }

    boolean isTooLong() {
        return length > LONGEST;
    }

    int start() {
        return starts[0];
    }

    int end() {
        return ends[Math.min(length - 1, LONGEST)];
    }

    /** Lets the last letter end later: a mark that was stripped still belongs to it. */
    void extendLast(int end) {
        ends[Math.min(length - 1, LONGEST)] = end;
    }
}
