package io.github.flinkbert.text;

import java.util.Arrays;

/**
 * Pieces as a trie over code points, its edges in one hash table with open addressing. Immutable
 * once it is filled.
 */
final class PieceTrie {

    static final int ROOT = 0;
    static final int NONE = -1;

    private static final int CODE_POINT_BITS = 21;

    /** Node and code point; {@link #NONE} where there is no edge. */
    private long[] edges = emptyEdges(1 << 10);

    private int[] children = new int[1 << 10];

    /** The piece that ends at a node. */
    private int[] pieces = {NONE};

    private int nodes = 1;

    private static long[] emptyEdges(int capacity) {
        long[] edges = new long[capacity];
        Arrays.fill(edges, NONE);
        return edges;
    }

    /** Of a piece that is put in twice the last id counts. */
    void put(String piece, int id) {
        int node = ROOT;
        for (int at = 0; at < piece.length(); at = piece.offsetByCodePoints(at, 1)) {
            int codePoint = piece.codePointAt(at);
            int child = child(node, codePoint);
            node = child == NONE ? addChild(node, codePoint) : child;
        }
        pieces[node] = id;
    }

    private int addChild(int node, int codePoint) {
        if (2 * nodes > edges.length) {
            grow();
        }
        if (nodes == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * nodes);
            Arrays.fill(pieces, nodes, pieces.length, NONE);
        }
        long edge = (long) node << CODE_POINT_BITS | codePoint;
        int slot = slot(edge);
        edges[slot] = edge;
        children[slot] = nodes;
        return nodes++;
    }

    private void grow() {
        long[] oldEdges = edges;
        int[] oldChildren = children;
        edges = emptyEdges(2 * oldEdges.length);
        children = new int[edges.length];
        for (int i = 0; i < oldEdges.length; i++) {
            if (oldEdges[i] != NONE) {
                int slot = slot(oldEdges[i]);
                edges[slot] = oldEdges[i];
                children[slot] = oldChildren[i];
            }
        }
    }

    /** Where an edge is, or would be. */
    private int slot(long edge) {
        long mixed = edge * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & edges.length - 1;
        while (edges[slot] != NONE && edges[slot] != edge) {
            slot = slot + 1 & edges.length - 1;
        }
        return slot;
    }

    /** The node that a code point leads to, or {@link #NONE}. */
    int child(int node, int codePoint) {
        int slot = slot((long) node << CODE_POINT_BITS | codePoint);
        return edges[slot] == NONE ? NONE : children[slot];
    }

    /** The id of the piece that ends at a node, or {@link #NONE}. */
    int piece(int node) {
        return pieces[node];
    }
}
