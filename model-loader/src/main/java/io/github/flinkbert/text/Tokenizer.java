package io.github.flinkbert.text;

/** Google's {@code tokenization.py}: basic tokenization, then WordPiece. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester")
public final class Tokenizer {

    private final Vocabulary vocabulary;

    public Tokenizer(Vocabulary vocabulary, Casing casing) {
        this.vocabulary = vocabulary;
        if (casing == Casing.CASED) {
            throw new UnsupportedOperationException("not written yet");
        }
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Cuts a text into WordPieces, without special tokens; text never makes special tokens. */
    public Pieces tokenize(String text) {
        throw new UnsupportedOperationException("not written yet: " + text.length());
    }
}
