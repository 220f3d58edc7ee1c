package io.github.flinkbert.family.words;

import io.github.flinkbert.checkpoint.ModelShape;

/**
 * A table of word vectors.
 *
 * @param vocabularySize its words
 * @param hiddenSize numbers of a vector
 */
record WordsShape(int vocabularySize, int hiddenSize) implements ModelShape {

    /** Words of a text that are read at once: a bound on what one batch takes, some 16 MB. */
    private static final int MOST_WORDS = 1 << 20;

    @Override
    public int layers() {
        return 0;
    }

    @Override
    public int heads() {
        return 0;
    }

    @Override
    public int maxPositions() {
        return MOST_WORDS;
    }
}
