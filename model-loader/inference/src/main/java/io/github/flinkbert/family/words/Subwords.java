package io.github.flinkbert.family.words;

import java.util.Arrays;

/**
 * fastText's parts of a word: its n-grams of characters, with a mark before and behind the word,
 * each of which a hash leads to a row that it shares with others.
 *
 * <p>Source: {@code Dictionary::computeSubwords} and {@code Dictionary::hash} of fastText 0.9.2:
 * FNV-1a in 32 bits over UTF-8, each byte taken as signed, as its compiler did.
 *
 * @param fewest characters of an n-gram
 * @param most likewise
 * @param buckets rows of n-grams
 * @param firstRow the first of them in the matrix
 */
record Subwords(int fewest, int most, int buckets, int firstRow) {

    private static final int OFFSET = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    /** The end of a line, which fastText cuts into no parts. */
    private static final byte[] END_OF_LINE = {'<', '/', 's', '>'};

    /**
     * The rows of a word's n-grams; none where the word is shorter than they are.
     *
     * @param letters whose first bytes are the word's UTF-8
     */
    int[] rows(byte[] letters, int length) {
        if (length == END_OF_LINE.length
                && Arrays.equals(letters, 0, length, END_OF_LINE, 0, length)) {
            return new int[0];
        }
        byte[] marked = new byte[length + 2];
        marked[0] = '<';
        System.arraycopy(letters, 0, marked, 1, length);
        marked[length + 1] = '>';
        int[] rows = new int[32];
        int count = 0;
        for (int from = 0; from < marked.length; from++) {
            if (continues(marked[from])) {
                continue;
            }
            int hash = OFFSET;
            int to = from;
            for (int size = 1; size <= most && to < marked.length; size++) {
                do {
                    hash = (hash ^ marked[to++]) * PRIME;
                } while (to < marked.length && continues(marked[to]));
                boolean aMarkAlone = size == 1 && (from == 0 || to == marked.length);
                if (size >= fewest && !aMarkAlone) {
                    if (count == rows.length) {
                        rows = Arrays.copyOf(rows, 2 * count);
                    }
                    rows[count++] = firstRow + Integer.remainderUnsigned(hash, buckets);
                }
            }
        }
        return Arrays.copyOf(rows, count);
    }

    /** Whether a byte is within a character. */
    private static boolean continues(byte each) {
        return (each & 0xC0) == 0x80;
    }
}
