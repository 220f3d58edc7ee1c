package io.github.flinkbert.text;

import java.util.List;

/** The WordPieces of a release and their ids, in the order of its {@code vocab.txt}. */
@SuppressWarnings("DoNotCallSuggester")
public final class Vocabulary {

    private Vocabulary() {}

    /**
     * @param pieces the lines of {@code vocab.txt}; the line number, from 0, is the id
     */
    public static Vocabulary of(List<String> pieces) {
        throw new UnsupportedOperationException("not written yet: " + pieces.size());
    }

    public int size() {
        return 0;
    }

    public String piece(int id) {
        return "" + id;
    }

    /** The id of a piece, or -1 where the vocabulary has none. */
    public int id(String piece) {
        return piece.length();
    }
}
