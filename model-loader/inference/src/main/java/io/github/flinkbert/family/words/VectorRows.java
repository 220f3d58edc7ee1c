package io.github.flinkbert.family.words;

/** A matrix of float32 with as many rows as memory or a file holds. Immutable, thread-safe. */
interface VectorRows {

    /** Numbers of a row. */
    int dimension();

    /** Adds a row, times a weight, to a vector that begins at a place of an array. */
    void add(int row, float weight, float[] into, int at);
}
