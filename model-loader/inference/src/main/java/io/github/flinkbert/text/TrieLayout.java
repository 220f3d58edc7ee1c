package io.github.flinkbert.text;

/** Where each node of {@link TrieNodes} lies in the double array. */
final class TrieLayout {

    private final DoubleArray edges;
    private final int[] cells;

    TrieLayout(TrieNodes nodes, int symbols) {
        edges = new DoubleArray(symbols, 2);
        int[] bases = new int[nodes.size()];
        for (int node : byChildCount(nodes)) {
            int[] children = nodes.children(node);
            for (int i = 0; i < children.length; i++) {
                children[i] = nodes.symbol(children[i]);
            }
            bases[node] = edges.place(children);
        }
        edges.seal();
        cells = new int[nodes.size()];
        for (int node = 0; node < nodes.size(); node++) {
            boolean isRoot = node <= TrieNodes.SUFFIX_ROOT;
            int parent = isRoot ? DoubleArray.NONE : cells[nodes.parent(node)];
            cells[node] = isRoot ? node : bases[nodes.parent(node)] + nodes.symbol(node);
            edges.set(cells[node], parent, bases[node]);
        }
    }

    DoubleArray edges() {
        return edges;
    }

    /** The node's number in the double array; the roots keep theirs. */
    int cell(int node) {
        return cells[node];
    }

    /** The nodes that have children, those with the most first. */
    private static int[] byChildCount(TrieNodes nodes) {
        int most = 0;
        for (int node = 0; node < nodes.size(); node++) {
            most = Math.max(most, nodes.childCount(node));
        }
        int[] from = new int[most + 2];
        for (int node = 0; node < nodes.size(); node++) {
            from[most - nodes.childCount(node) + 1]++;
        }
        for (int i = 0; i <= most; i++) {
            from[i + 1] += from[i];
        }
        int withChildren = from[most];
        int[] sorted = new int[withChildren];
        for (int node = 0; node < nodes.size(); node++) {
            if (nodes.childCount(node) > 0) {
                sorted[from[most - nodes.childCount(node)]++] = node;
            }
        }
        return sorted;
    }
}
