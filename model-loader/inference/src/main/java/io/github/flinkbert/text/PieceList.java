package io.github.flinkbert.text;

import java.util.Arrays;

/** Pieces as they are found; grows, and can drop its last ones. For one thread. */
final class PieceList {

    private int[] ids;
    private int[] starts;
    private int[] ends;
    private int[] words;
    private int size;

    PieceList(int capacity) {
        ids = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
        words = new int[capacity];
    }

    int size() {
        return size;
    }

    void add(int id, int start, int end, int word) {
        if (size == ids.length) {
            grow();
        }
        ids[size] = id;
        starts[size] = start;
        ends[size] = end;
        words[size] = word;
        size++;
    }

    /** Lets the last piece end later. */
    void extendLast(int end) {
        ends[size - 1] = end;
    }

    void truncate(int size) {
        this.size = size;
    }

    Pieces toPieces() {
        return new Pieces(
                Arrays.copyOf(ids, size),
                Arrays.copyOf(starts, size),
                Arrays.copyOf(ends, size),
                Arrays.copyOf(words, size));
    }

    private void grow() {
        int capacity = 2 * size + 16;
        ids = Arrays.copyOf(ids, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        words = Arrays.copyOf(words, capacity);
    }
}
