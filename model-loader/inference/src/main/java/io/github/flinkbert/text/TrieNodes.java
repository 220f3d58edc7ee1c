package io.github.flinkbert.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A vocabulary as two tries, of the pieces that begin a word and of those that continue one: what a
 * {@link WordPieceTrie} is laid out from.
 *
 * <p>Nodes are numbered in preorder, siblings by ascending symbol; nodes 0 and 1 are the roots.
 */
final class TrieNodes {

    static final int ROOT = 0;
    static final int SUFFIX_ROOT = 1;
    static final int NO_PIECE = -1;

    private static final String CONTINUES = "##";

    private static final class Spelling {

        final int root;
        final int[] symbols;
        final int id;

        Spelling(int root, int[] symbols, int id) {
            this.root = root;
            this.symbols = symbols;
            this.id = id;
        }
    }

    private final int[] parents;
    private final int[] symbols;
    private final int[] pieces;
    private final int size;

    /** Children of node n: those from {@code childFrom[n]} to {@code childFrom[n + 1]}. */
    private final int[] childFrom;

    private final int[] children;

    TrieNodes(Vocabulary vocabulary, Alphabet alphabet) {
        List<Spelling> spellings = spellings(vocabulary, alphabet);
        int capacity = 2 + spellings.stream().mapToInt(s -> s.symbols.length).sum();
        parents = new int[capacity];
        symbols = new int[capacity];
        pieces = new int[capacity];
        Arrays.fill(pieces, NO_PIECE);
        size = insert(spellings);
        childFrom = new int[size + 1];
        children = new int[size];
        groupByParent();
    }

    int size() {
        return size;
    }

    int parent(int node) {
        return parents[node];
    }

    /** The symbol on the edge from the parent. */
    int symbol(int node) {
        return symbols[node];
    }

    /** The id of the piece that ends here, or {@link #NO_PIECE}. */
    int piece(int node) {
        return pieces[node];
    }

    int childCount(int node) {
        return childFrom[node + 1] - childFrom[node];
    }

    int[] children(int node) {
        return Arrays.copyOfRange(children, childFrom[node], childFrom[node + 1]);
    }

    private static List<Spelling> spellings(Vocabulary vocabulary, Alphabet alphabet) {
        List<Spelling> spellings = new ArrayList<>(vocabulary.size());
        for (int id = 0; id < vocabulary.size(); id++) {
            String piece = vocabulary.piece(id);
            boolean continues = piece.startsWith(CONTINUES);
            int[] symbols = alphabet.symbols(piece, continues ? CONTINUES.length() : 0);
            boolean isLastOfItsName = vocabulary.wordPiece(piece) == id;
            if (symbols.length > 0 && isLastOfItsName) {
                spellings.add(new Spelling(continues ? SUFFIX_ROOT : ROOT, symbols, id));
            }
        }
        spellings.sort(
                Comparator.comparingInt((Spelling s) -> s.root)
                        .thenComparing(s -> s.symbols, Arrays::compare));
        return spellings;
    }

    /** Spellings are sorted, so that each shares its path with the one before, up to a point. */
    private int insert(List<Spelling> spellings) {
        int next = 2;
        int[] path = new int[0];
        Spelling last = new Spelling(NO_PIECE, new int[0], NO_PIECE);
        for (Spelling spelling : spellings) {
            int length = spelling.symbols.length;
            int shared = 0;
            if (spelling.root == last.root) {
                int mismatch = Arrays.mismatch(spelling.symbols, last.symbols);
                shared = mismatch < 0 ? length : mismatch;
            }
            path = Arrays.copyOf(path, Math.max(path.length, length));
            for (int depth = shared; depth < length; depth++) {
                parents[next] = depth == 0 ? spelling.root : path[depth - 1];
                symbols[next] = spelling.symbols[depth];
                path[depth] = next++;
            }
            pieces[path[length - 1]] = spelling.id;
            last = spelling;
        }
        return next;
    }

    private void groupByParent() {
        for (int node = 2; node < size; node++) {
            childFrom[parents[node] + 1]++;
        }
        for (int node = 0; node < size; node++) {
            childFrom[node + 1] += childFrom[node];
        }
        int[] at = childFrom.clone();
        for (int node = 2; node < size; node++) {
            children[at[parents[node]]++] = node;
        }
    }
}
