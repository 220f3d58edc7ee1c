package io.github.flinkbert.text;

import java.util.Arrays;

/**
 * Failure links {@code f} and failure pops {@code F} of every node of the double array.
 *
 * <p>Source: Song et al. 2021, "Fast WordPiece Tokenization", algorithm 2: where a piece ends at a
 * node, it is popped and the suffix trie's root is what is left; elsewhere the parent's link is
 * followed, popping on the way, until it has an edge for the node's own symbol.
 */
final class FailureLinks {

    static final int NONE = -1;

    private final int[] links;
    private final int[] popsFrom;
    private final int[] popsTo;
    private int[] pops = new int[1 << 12];
    private int size;

    FailureLinks(TrieNodes nodes, TrieLayout layout) {
        int cells = layout.edges().size();
        links = new int[cells];
        popsFrom = new int[cells];
        popsTo = new int[cells];
        Arrays.fill(links, NONE);
        for (int node : byDepth(nodes)) {
            if (node > TrieNodes.SUFFIX_ROOT) {
                link(node, nodes, layout);
            }
        }
        pops = Arrays.copyOf(pops, size);
    }

    /** The node that spells what the pops leave over, or {@link #NONE}. */
    int link(int cell) {
        return links[cell];
    }

    int popsFrom(int cell) {
        return popsFrom[cell];
    }

    int popsTo(int cell) {
        return popsTo[cell];
    }

    /** A piece's id; {@code index} is between a node's {@code popsFrom} and {@code popsTo}. */
    int pop(int index) {
        return pops[index];
    }

    private void link(int node, TrieNodes nodes, TrieLayout layout) {
        int cell = layout.cell(node);
        popsFrom[cell] = size;
        if (nodes.piece(node) != TrieNodes.NO_PIECE) {
            push(nodes.piece(node));
            links[cell] = TrieNodes.SUFFIX_ROOT;
        } else {
            int from = layout.cell(nodes.parent(node));
            int child = NONE;
            while (child == NONE && links[from] != NONE) {
                for (int pop = popsFrom[from]; pop < popsTo[from]; pop++) {
                    push(pops[pop]);
                }
                from = links[from];
                child = layout.edges().child(from, nodes.symbol(node));
            }
            links[cell] = child;
            if (child == NONE) {
                size = popsFrom[cell];
            }
        }
        popsTo[cell] = size;
    }

    private void push(int piece) {
        if (size == pops.length) {
            pops = Arrays.copyOf(pops, 2 * size);
        }
        pops[size++] = piece;
    }

    /** A link leads to a node nearer its root, so that must have its own before. */
    private static int[] byDepth(TrieNodes nodes) {
        int[] queue = new int[nodes.size()];
        queue[1] = TrieNodes.SUFFIX_ROOT;
        int filled = 2;
        for (int i = 0; i < filled; i++) {
            for (int child : nodes.children(queue[i])) {
                queue[filled++] = child;
            }
        }
        return queue;
    }
}
