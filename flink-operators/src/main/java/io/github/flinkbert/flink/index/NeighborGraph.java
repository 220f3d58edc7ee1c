package io.github.flinkbert.flink.index;

import java.util.Arrays;
import java.util.Optional;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraph.NodesIterator;
import org.apache.lucene.util.hnsw.NeighborArray;
import org.apache.lucene.util.hnsw.NeighborQueue;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;
import org.jspecify.annotations.Nullable;

/**
 * A graph of rows and their neighbors, as it is searched (HNSW, Malkov and Yashunin 2016):
 * Lucene's, without what only its making needs. The neighbors of a row are compared four at a time,
 * which Lucene's own search does not do: it waits for memory for each. Immutable and thread-safe.
 */
final class NeighborGraph {

    private static final int[] NONE = {};

    /** By level, from the lowest, which has all rows; by row. */
    private final int[][][] levels;

    private final int entry;
    private final int mostNeighbors;

    private NeighborGraph(int[][][] levels, int entry, int mostNeighbors) {
        this.levels = levels;
        this.entry = entry;
        this.mostNeighbors = mostNeighbors;
    }

    static NeighborGraph of(OnHeapHnswGraph graph) {
        int[][][] levels = new int[graph.numLevels()][graph.size()][];
        int most = 0;
        for (int level = 0; level < levels.length; level++) {
            Arrays.fill(levels[level], NONE);
            NodesIterator rows = graph.getNodesOnLevel(level);
            while (rows.hasNext()) {
                int row = rows.nextInt();
                NeighborArray neighbors = graph.getNeighbors(level, row);
                levels[level][row] = Arrays.copyOf(neighbors.nodes(), neighbors.size());
                most = Math.max(most, neighbors.size());
            }
        }
        return new NeighborGraph(levels, graph.entryNode(), most);
    }

    /**
     * The nearest rows, nearly all of them.
     *
     * @param count how many, at most
     * @param wanted which rows are looked for; null for all
     * @param limit rows that are compared at most
     * @return empty if it would have to compare more
     */
    Optional<int[]> search(
            Vectors.Comparison query, int count, @Nullable FixedBitSet wanted, int limit) {
        return new Search(query, count, wanted, limit).run();
    }

    /** One search. For one thread. */
    private final class Search {

        private final Vectors.Comparison query;
        private final int count;
        private final @Nullable FixedBitSet wanted;
        private final int limit;
        private final FixedBitSet seen = new FixedBitSet(levels[0].length);
        private final NeighborQueue open;
        private final NeighborQueue found;
        private final int[] rows = new int[mostNeighbors];
        private final float[] nearness = new float[mostNeighbors];
        private int compared;

        private Search(
                Vectors.Comparison query, int count, @Nullable FixedBitSet wanted, int limit) {
            this.query = query;
            this.count = count;
            this.wanted = wanted;
            this.limit = limit;
            open = new NeighborQueue(count, true);
            found = new NeighborQueue(count, false);
        }

        private Optional<int[]> run() {
            int start = descend();
            seen.set(start);
            take(start, query.score(start));
            while (open.size() > 0 && !(isFull() && open.topScore() < found.topScore())) {
                int unseen = unseen(levels[0][open.pop()]);
                compared += unseen;
                if (compared > limit) {
                    return Optional.empty();
                }
                query.scores(rows, unseen, nearness);
                for (int i = 0; i < unseen; i++) {
                    if (!isFull() || nearness[i] > found.topScore()) {
                        take(rows[i], nearness[i]);
                    }
                }
            }
            return Optional.of(Arrays.copyOf(found.nodes(), found.size()));
        }

        private boolean isFull() {
            return found.size() >= count;
        }

        private void take(int row, float near) {
            open.add(row, near);
            if (wanted == null || wanted.get(row)) {
                if (isFull()) {
                    found.pop();
                }
                found.add(row, near);
            }
        }

        /** From neighbor to neighbor, as long as one is nearer, down to above the lowest level. */
        private int descend() {
            int best = entry;
            float nearest = query.score(best);
            for (int level = levels.length - 1; level > 0; level--) {
                boolean nearer = true;
                while (nearer) {
                    nearer = false;
                    int[] neighbors = levels[level][best];
                    query.scores(neighbors, neighbors.length, nearness);
                    compared += neighbors.length;
                    for (int i = 0; i < neighbors.length; i++) {
                        if (nearness[i] > nearest) {
                            nearest = nearness[i];
                            best = neighbors[i];
                            nearer = true;
                        }
                    }
                }
            }
            return best;
        }

        private int unseen(int[] neighbors) {
            int unseen = 0;
            for (int row : neighbors) {
                if (!seen.getAndSet(row)) {
                    rows[unseen++] = row;
                }
            }
            return unseen;
        }
    }
}
