package io.github.flinkbert.family.words;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Words and their numbers, in the order in which they were added: all words' UTF-8 in one array,
 * and a hash table of numbers, some 20 bytes a word beside its letters. Immutable once it is made.
 */
final class WordTable {

    private final byte[] letters;

    /** Where each word begins, and where the last one ends. */
    private final int[] starts;

    private final int[] slots;

    private WordTable(byte[] letters, int[] starts, int[] slots) {
        this.letters = letters;
        this.starts = starts;
        this.slots = slots;
    }

    int size() {
        return starts.length - 1;
    }

    String word(int number) {
        return new String(letters, starts[number], starts[number + 1] - starts[number], UTF_8);
    }

    /** A word's number, or -1 where it is not in the table. */
    int number(String word) {
        byte[] bytes = word.getBytes(UTF_8);
        return number(bytes, bytes.length);
    }

    /** The number of the word that the first bytes of an array spell, or -1. */
    int number(byte[] bytes, int length) {
        int mask = slots.length - 1;
        for (int at = hash(bytes, length) & mask; slots[at] >= 0; at = (at + 1) & mask) {
            int found = slots[at];
            if (Arrays.equals(letters, starts[found], starts[found + 1], bytes, 0, length)) {
                return found;
            }
        }
        return -1;
    }

    /** Whether a word has an upper-case letter. */
    boolean hasUpperCase(int number) {
        boolean ascii = true;
        for (int at = starts[number]; at < starts[number + 1]; at++) {
            if (letters[at] >= 'A' && letters[at] <= 'Z') {
                return true;
            }
            ascii &= letters[at] >= 0;
        }
        return !ascii && word(number).codePoints().anyMatch(Character::isUpperCase);
    }

    private static int hash(byte[] bytes, int length) {
        int hash = 0;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    /** Takes words one after the other. For one thread. */
    static final class Builder {

        private byte[] letters = new byte[1 << 16];
        private int[] starts = new int[1 << 12];
        private int[] slots = empty(1 << 13);
        private int size;

        int size() {
            return size;
        }

        /**
         * Adds the word that the first bytes of an array spell.
         *
         * @return false if the word is there already; it is not added again
         */
        boolean add(byte[] bytes, int length) {
            int mask = slots.length - 1;
            int at = hash(bytes, length) & mask;
            while (slots[at] >= 0) {
                int found = slots[at];
                if (Arrays.equals(letters, starts[found], starts[found + 1], bytes, 0, length)) {
                    return false;
                }
                at = (at + 1) & mask;
            }
            int from = starts[size];
            if (letters.length - from < length) {
                letters = Arrays.copyOf(letters, grown(letters.length, from + (long) length));
            }
            System.arraycopy(bytes, 0, letters, from, length);
            slots[at] = size++;
            if (size + 1 > starts.length) {
                starts = Arrays.copyOf(starts, grown(starts.length, size + 1L));
            }
            starts[size] = from + length;
            if (2 * size > slots.length) {
                rehash();
            }
            return true;
        }

        WordTable build() {
            return new WordTable(
                    Arrays.copyOf(letters, starts[size]), Arrays.copyOf(starts, size + 1), slots);
        }

        private void rehash() {
            int[] wide = empty(2 * slots.length);
            byte[] word = new byte[64];
            for (int each = 0; each < size; each++) {
                int length = starts[each + 1] - starts[each];
                if (length > word.length) {
                    word = new byte[2 * length];
                }
                System.arraycopy(letters, starts[each], word, 0, length);
                int at = hash(word, length) & (wide.length - 1);
                while (wide[at] >= 0) {
                    at = (at + 1) & (wide.length - 1);
                }
                wide[at] = each;
            }
            slots = wide;
        }

        private static int[] empty(int size) {
            int[] slots = new int[size];
            Arrays.fill(slots, -1);
            return slots;
        }

        private static int grown(int size, long atLeast) {
            long wanted = Math.max(size + (long) size / 2, atLeast);
            if (atLeast > Integer.MAX_VALUE - 8) {
                throw new IllegalArgumentException("the words together take more than 2 GiB");
            }
            return (int) Math.min(wanted, Integer.MAX_VALUE - 8);
        }
    }
}
