package io.github.flinkbert.flink.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.NeighborQueue;

/**
 * Rows and their vectors, of which the nearest to a vector are found. Few rows are all compared;
 * more lie in a graph (HNSW), which finds nearly all of the nearest, and which Lucene builds, on
 * the heap. Immutable and thread-safe.
 */
@Internal
public final class VectorIndex {

    /** So many are compared as fast as a graph is searched, and none is missed. */
    static final int COMPARED_ALL = 2_000;

    /** Of the levels of the graph, so that equal tables make equal graphs. */
    private static final long SEED = 42;

    private final List<RowData> rows;
    private final Vectors vectors;
    private final Optional<NeighborGraph> graph;
    private final int efSearch;
    private final Metric metric;
    private final ConcurrentMap<RowFilter, FixedBitSet> accepted = new ConcurrentHashMap<>();

    private VectorIndex(
            List<RowData> rows,
            Vectors vectors,
            Optional<NeighborGraph> graph,
            SearchSettings settings) {
        this.rows = rows;
        this.vectors = vectors;
        this.graph = graph;
        efSearch = settings.efSearch();
        metric = settings.metric();
    }

    /**
     * Takes seconds for each ten thousand rows.
     *
     * @param rows not copied, and not to be changed any more
     * @param vectors one a row, all of one dimension; likewise
     */
    public static VectorIndex of(
            List<RowData> rows, List<float[]> vectors, SearchSettings settings) {
        if (rows.size() != vectors.size()) {
            throw new IllegalArgumentException(
                    "%d rows and %d vectors, expected one a row"
                            .formatted(rows.size(), vectors.size()));
        }
        Vectors kept = new Vectors(settings.metric(), vectors);
        Optional<NeighborGraph> graph =
                rows.size() <= COMPARED_ALL ? Optional.empty() : Optional.of(graph(kept, settings));
        return new VectorIndex(List.copyOf(rows), kept, graph, settings);
    }

    private static NeighborGraph graph(Vectors vectors, SearchSettings settings) {
        try {
            return NeighborGraph.of(
                    HnswGraphBuilder.create(
                                    vectors.amongEachOther(),
                                    settings.m(),
                                    Math.min(settings.efConstruction(), vectors.size()),
                                    SEED,
                                    vectors.size())
                            .build(vectors.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is read
        }
    }

    public int size() {
        return rows.size();
    }

    /** Numbers in each vector; 0 where there are no rows. */
    public int dimension() {
        return vectors.dimension();
    }

    /** All rows, in the order of the files. */
    List<RowData> rows() {
        return rows;
    }

    float[] vector(int row) {
        return vectors.get(row);
    }

    /**
     * The nearest rows, nearest first.
     *
     * @param query of {@link #dimension} numbers, all finite; one of zeros alone has no cosine to
     *     any row, and finds none by it
     * @param count how many at most
     * @param filter which rows are looked for
     */
    public List<Neighbor> nearest(float[] query, int count, Optional<RowFilter> filter) {
        if (rows.isEmpty() || (metric == Metric.COSINE && Products.norm(query) == 0)) {
            return List.of();
        }
        Optional<FixedBitSet> wanted = filter.map(this::accepted);
        Vectors.Comparison compared = vectors.against(query);
        List<Neighbor> found = new ArrayList<>();
        for (int row : candidates(compared, count, wanted)) {
            found.add(new Neighbor(rows.get(row), compared.exact(row)));
        }
        Comparator<Neighbor> order = Comparator.comparingDouble(Neighbor::score);
        found.sort(metric.greaterIsNearer() ? order.reversed() : order);
        return found.size() <= count ? found : found.subList(0, count);
    }

    private FixedBitSet accepted(RowFilter filter) {
        return accepted.computeIfAbsent(
                filter,
                wanted -> {
                    FixedBitSet bits = new FixedBitSet(rows.size());
                    for (int row = 0; row < rows.size(); row++) {
                        if (wanted.accepts(rows.get(row))) {
                            bits.set(row);
                        }
                    }
                    return bits;
                });
    }

    private int[] candidates(Vectors.Comparison query, int count, Optional<FixedBitSet> wanted) {
        int most = wanted.map(FixedBitSet::cardinality).orElse(rows.size());
        int near = Math.min(rows.size(), Math.max(count, efSearch));
        if (graph.isEmpty() || most <= Math.max(COMPARED_ALL, near)) {
            return all(query, Math.min(count, rows.size()), wanted);
        }
        // Where a filter leaves too few rows on the way, comparing all of them takes no longer.
        return graph.get()
                .search(query, near, wanted.orElse(null), most)
                .orElseGet(() -> all(query, Math.min(count, rows.size()), wanted));
    }

    private int[] all(Vectors.Comparison query, int count, Optional<FixedBitSet> wanted) {
        NeighborQueue nearest = new NeighborQueue(count, false);
        int[] some = new int[Distances.AT_ONCE];
        float[] nearness = new float[Distances.AT_ONCE];
        int gathered = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (wanted.isEmpty() || wanted.get().get(row)) {
                some[gathered++] = row;
            }
            if (gathered == some.length || row == rows.size() - 1) {
                query.scores(some, gathered, nearness);
                for (int i = 0; i < gathered; i++) {
                    nearest.insertWithOverflow(some[i], nearness[i]);
                }
                gathered = 0;
            }
        }
        return Arrays.copyOf(nearest.nodes(), nearest.size());
    }
}
