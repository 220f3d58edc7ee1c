package io.github.flinkbert.text;

/**
 * WordPiece, greedy longest match first, in time linear in the word.
 *
 * <p>Source: Song, Salcianu, Song, Dopson and Zhou 2021, "Fast WordPiece Tokenization"
 * (LinMaxMatch, section 3, algorithms 1 and 2). Where a node has no edge for the next letter, the
 * pieces that the greedy rule is by then sure of ({@code F}, the failure pops) are given out, and
 * matching goes on from the node that spells what they leave over ({@code f}, the failure link); no
 * letter is read twice. Immutable.
 */
final class WordPieceTrie {

    private final DoubleArray edges;
    private final FailureLinks failures;
    private final int[] pieceLengths;

    WordPieceTrie(Vocabulary vocabulary, Alphabet alphabet) {
        TrieNodes nodes = new TrieNodes(vocabulary, alphabet);
        TrieLayout layout = new TrieLayout(nodes, alphabet.size());
        edges = layout.edges();
        failures = new FailureLinks(nodes, layout);
        pieceLengths = pieceLengths(nodes, vocabulary.size());
    }

    /**
     * Adds the pieces of a word.
     *
     * @param word at least one letter
     * @param ordinal the word's number, which its pieces carry
     * @return false where the word cannot be cut into pieces; some may have been added by then
     */
    boolean cut(Word word, int ordinal, PieceList into) {
        int node = TrieNodes.ROOT;
        int given = 0;
        for (int i = 0; i < word.length; i++) {
            int symbol = word.symbols[i];
            int child = edges.child(node, symbol);
            while (child == DoubleArray.NONE) {
                int rest = failures.link(node);
                if (rest == FailureLinks.NONE) {
                    return false;
                }
                given = pop(node, given, word, ordinal, into);
                node = rest;
                child = edges.child(node, symbol);
            }
            node = child;
        }
        while (node != TrieNodes.SUFFIX_ROOT) {
            int rest = failures.link(node);
            if (rest == FailureLinks.NONE) {
                return false;
            }
            given = pop(node, given, word, ordinal, into);
            node = rest;
        }
        return true;
    }

    /** Gives out a node's pieces, from letter {@code given} on; returns the first letter after. */
    private int pop(int node, int given, Word word, int ordinal, PieceList into) {
        int at = given;
        int to = failures.popsTo(node);
        for (int pop = failures.popsFrom(node); pop < to; pop++) {
            int id = failures.pop(pop);
            int last = at + pieceLengths[id] - 1;
            into.add(id, word.starts[at], word.ends[last], ordinal);
            at = last + 1;
        }
        return at;
    }

    /** Length of every piece in code points, without {@code ##}. */
    private static int[] pieceLengths(TrieNodes nodes, int pieces) {
        int[] lengths = new int[pieces];
        int[] depths = new int[nodes.size()];
        for (int node = TrieNodes.SUFFIX_ROOT + 1; node < nodes.size(); node++) {
            depths[node] = depths[nodes.parent(node)] + 1;
            if (nodes.piece(node) != TrieNodes.NO_PIECE) {
                lengths[nodes.piece(node)] = depths[node];
            }
        }
        return lengths;
    }
}
