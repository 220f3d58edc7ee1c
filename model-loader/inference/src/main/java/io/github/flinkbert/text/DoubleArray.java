package io.github.flinkbert.text;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The edges of a trie in a double array (Aoe 1989, "An Efficient Digital Search Algorithm by Using
 * a Double-Array Structure"): the child of node {@code n} by symbol {@code s} is node {@code
 * base[n] + s}, if {@code check} there says {@code n}. Base and check of a node stand in one {@code
 * long}, so that a step costs one memory access.
 */
final class DoubleArray {

    static final int NONE = -1;

    private static final long UNUSED = -1L << 32;

    private final BitSet taken = new BitSet();
    private final int symbols;
    private long[] cells = new long[0];
    private int searchFrom;

    /**
     * @param symbols how many symbols there are; each is less
     * @param roots nodes 0 to {@code roots - 1} are nobody's child
     */
    DoubleArray(int symbols, int roots) {
        this.symbols = symbols;
        taken.set(0, roots);
    }

    /**
     * Finds room for the children of one node, and takes it. Nodes with many children come first;
     * those with one fill the gaps that they leave.
     *
     * @param children symbols, ascending, at least one
     * @return the node's base
     */
    int place(int[] children) {
        int first = children[0];
        if (children.length == 1) {
            int cell = taken.nextClearBit(Math.max(first, taken.nextClearBit(0)));
            taken.set(cell);
            return cell - first;
        }
        int cell = Math.max(first, searchFrom);
        while (true) {
            cell = taken.nextClearBit(cell);
            int base = cell - first;
            if (fits(base, children)) {
                for (int symbol : children) {
                    taken.set(base + symbol);
                }
                // Next fit: looking again at gaps too small for the last node costs quadratic time.
                searchFrom = Math.max(searchFrom, cell - 64);
                return base;
            }
            cell++;
        }
    }

    private boolean fits(int base, int[] children) {
        for (int symbol : children) {
            if (taken.get(base + symbol)) {
                return false;
            }
        }
        return true;
    }

    /** Ends the placing: allocates the nodes, all unused. */
    void seal() {
        cells = new long[taken.length() + symbols];
        Arrays.fill(cells, UNUSED);
    }

    void set(int node, int parent, int base) {
        cells[node] = (long) parent << 32 | base;
    }

    /** How many nodes there may be; every node is less. */
    int size() {
        return cells.length;
    }

    /** The child of a node by a symbol, or {@link #NONE}. */
    int child(int node, int symbol) {
        int child = (int) cells[node] + symbol;
        return (int) (cells[child] >>> 32) == node ? child : NONE;
    }
}
