package io.github.flinkbert.text;

import org.apache.flink.annotation.Experimental;

/**
 * Cuts texts into the pieces of a vocabulary, with the place of every piece in the text. Each model
 * family brings its own. Immutable, and safe for use by many threads at once.
 */
@Experimental
public interface Tokenizer {

    /** The pieces that there are, and how sequences are put together of them. */
    Vocabulary vocabulary();

    /** Cuts a text into pieces, without special tokens; text never makes special tokens. */
    Pieces tokenize(String text);

    /**
     * The same, but that every occurrence of {@code mark} is one piece, whatever text is around it.
     *
     * @param mark a text that is not empty
     * @param id of the piece that stands for it
     */
    Pieces tokenize(String text, String mark, int id);

    /** What a piece adds to a text, spaces included, where the family says it; else the piece. */
    default String spelling(int id) {
        return vocabulary().piece(id);
    }
}
