package io.github.flinkbert.text;

import java.util.Arrays;

/**
 * The letters of the word that is being read, each with the range of the original text that it
 * comes from. For one thread.
 *
 * <p>Of a word longer than the longest only so much is kept as its range needs.
 */
final class Word {

    private static final int USUAL = TokenizerRules.USUAL_LONGEST_WORD + 1;

    private final int longest;

    int[] symbols = new int[USUAL];
    int[] starts = new int[USUAL];
    int[] ends = new int[USUAL];
    int length;

    /**
     * @param longest the most code points that a word is cut into pieces with
     */
    Word(int longest) {
        this.longest = longest;
    }

    void append(int symbol, int start, int end) {
        int slot = Math.min(length, longest);
        if (slot == symbols.length) {
            grow();
        }
        symbols[slot] = symbol;
        starts[slot] = start;
        ends[slot] = end;
        length++;
    }

    private void grow() {
        int capacity = 2 * symbols.length;
        symbols = Arrays.copyOf(symbols, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
    }

    boolean isTooLong() {
        return length > longest;
    }

    int start() {
        return starts[0];
    }

    int end() {
        return ends[Math.min(length - 1, longest)];
    }

    /** Lets the last letter end later: a mark that was stripped still belongs to it. */
    void extendLast(int end) {
        ends[Math.min(length - 1, longest)] = end;
    }
}
