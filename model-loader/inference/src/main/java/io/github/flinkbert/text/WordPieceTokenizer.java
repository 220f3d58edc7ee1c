package io.github.flinkbert.text;

import org.apache.flink.annotation.Experimental;

/**
 * Google's {@code tokenization.py}: basic tokenization, then WordPiece, with the place of every
 * piece in the text. Immutable, and safe for use by many threads at once.
 *
 * <p>Text never makes BERT's special tokens: {@code [SEP]} in a text is a bracket, a word and a
 * bracket. Tokens that a release adds to its vocabulary are found in text. Words longer than 100
 * code points after normalisation are {@code [UNK]}, and so are words that the vocabulary cannot
 * spell. {@link TokenizerRules} change what a release's files say otherwise. A lone surrogate is
 * what it is to Python: a character that no vocabulary has, so its word is {@code [UNK]}.
 *
 * <p>Time is linear in the text, and memory beyond the result is the text once more.
 */
@Experimental
public final class WordPieceTokenizer implements Tokenizer {

    private final Vocabulary vocabulary;
    private final CharacterTable table;
    private final WordPieceTrie trie;

    private final AddedTokens added;
    private final int longestWord;

    /** By Google's rules. */
    public WordPieceTokenizer(Vocabulary vocabulary, Casing casing) {
        this(vocabulary, casing, TokenizerRules.GOOGLE);
    }

    /**
     * By a release's own rules.
     *
     * @throws IllegalArgumentException if the rules have an added token that cannot be found as
     *     they say
     */
    public WordPieceTokenizer(Vocabulary vocabulary, Casing casing, TokenizerRules rules) {
        Alphabet alphabet = new Alphabet(vocabulary);
        this.vocabulary = vocabulary;
        this.table = new CharacterTable(vocabulary, alphabet, casing, rules);
        this.trie = new WordPieceTrie(vocabulary, alphabet);
        this.added = new AddedTokens(rules.addedTokens(), table);
        this.longestWord = rules.longestWord();
    }

    @Override
    public Vocabulary vocabulary() {
        return vocabulary;
    }

    @Override
    public Pieces tokenize(String text) {
        // English has some five characters to a piece; the list grows where a text has fewer.
        PieceList pieces = new PieceList(text.length() / 4 + 8);
        read(pass(text, pieces), text, 0, text.length());
        return pieces.toPieces();
    }

    @Override
    public Pieces tokenize(String text, String mark, int id) {
        PieceList pieces = new PieceList(text.length() / 4 + 8);
        TextPass pass = pass(text, pieces);
        MarkedStretches.read(
                text,
                mark,
                (from, to) -> read(pass, text, from, to),
                (from, to) -> pass.add(id, from, to));
        return pieces.toPieces();
    }

    private TextPass pass(String text, PieceList pieces) {
        return new TextPass(
                table, trie, vocabulary.unknownId(), longestWord, text.toCharArray(), pieces);
    }

    /** Has a pass read the code units {@code from} to {@code to}, as if they were a text. */
    private void read(TextPass pass, String text, int from, int to) {
        if (added.isEmpty()) {
            pass.read(from, to);
        } else {
            added.read(pass, text, from, to);
        }
    }
}
