package io.github.flinkbert.text;

/**
 * Google's {@code tokenization.py}: basic tokenization, then WordPiece, with the place of every
 * piece in the text. Immutable, and safe for use by many threads at once.
 *
 * <p>Text never makes special tokens: {@code [SEP]} in a text is a bracket, a word and a bracket.
 * Words longer than 100 code points after normalisation are {@code [UNK]}, and so are words that
 * the vocabulary cannot spell. A lone surrogate is what it is to Python: a character that no
 * vocabulary has, so its word is {@code [UNK]}.
 *
 * <p>Time is linear in the text, and memory beyond the result is the text once more.
 */
public final class Tokenizer {

    private final Vocabulary vocabulary;
    private final CharacterTable table;
    private final WordPieceTrie trie;

    public Tokenizer(Vocabulary vocabulary, Casing casing) {
        Alphabet alphabet = new Alphabet(vocabulary);
        this.vocabulary = vocabulary;
        this.table = new CharacterTable(vocabulary, alphabet, casing);
        this.trie = new WordPieceTrie(vocabulary, alphabet);
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    /** Cuts a text into WordPieces, without special tokens; text never makes special tokens. */
    public Pieces tokenize(String text) {
        // English has some five characters to a piece; the list grows where a text has fewer.
        PieceList pieces = new PieceList(text.length() / 4 + 8);
        pass(text, pieces).read(0, text.length());
        return pieces.toPieces();
    }

    TextPass pass(String text, PieceList pieces) {
        return new TextPass(table, trie, vocabulary.unknownId(), text.toCharArray(), pieces);
    }
}
