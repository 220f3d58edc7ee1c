package io.github.flinkbert.flink.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.lucene.search.KnnCollector;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopKnnCollector;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.hnsw.HnswGraphBuilder;
import org.apache.lucene.util.hnsw.HnswGraphSearcher;
import org.apache.lucene.util.hnsw.OnHeapHnswGraph;
import org.apache.lucene.util.hnsw.RandomVectorScorer;

/**
 * Rows and their vectors, of which the nearest to a vector are found. Few rows are all compared;
 * more lie in a graph (HNSW), which finds nearly all of the nearest, and which Lucene builds and
 * searches, on the heap. Immutable and thread-safe.
 */
@Internal
public final class VectorIndex {

    /** So many are compared as fast as a graph is searched, and none is missed. */
    static final int COMPARED_ALL = 2_000;

    /** Of the levels of the graph, so that equal tables make equal graphs. */
    private static final long SEED = 42;

    private final List<RowData> rows;
    private final Vectors vectors;
    private final Optional<OnHeapHnswGraph> graph;
    private final int efSearch;
    private final Metric metric;
    private final ConcurrentMap<RowFilter, FixedBitSet> accepted = new ConcurrentHashMap<>();

    private VectorIndex(
            List<RowData> rows,
            Vectors vectors,
            Optional<OnHeapHnswGraph> graph,
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
        Optional<OnHeapHnswGraph> graph =
                rows.size() <= COMPARED_ALL ? Optional.empty() : Optional.of(graph(kept, settings));
        return new VectorIndex(List.copyOf(rows), kept, graph, settings);
    }

    private static OnHeapHnswGraph graph(Vectors vectors, SearchSettings settings) {
        try {
            return HnswGraphBuilder.create(
                            vectors.amongEachOther(),
                            settings.m(),
                            settings.efConstruction(),
                            SEED,
                            vectors.size())
                    .build(vectors.size());
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
        if (rows.isEmpty() || (metric == Metric.COSINE && Distances.norm(query) == 0)) {
            return List.of();
        }
        Optional<FixedBitSet> wanted = filter.map(this::accepted);
        RandomVectorScorer scorer = vectors.against(query);
        List<Neighbor> found = new ArrayList<>();
        for (ScoreDoc row : candidates(scorer, count, wanted)) {
            found.add(new Neighbor(rows.get(row.doc), vectors.score(query, row.doc)));
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

    private ScoreDoc[] candidates(
            RandomVectorScorer scorer, int count, Optional<FixedBitSet> wanted) {
        int most = wanted.map(FixedBitSet::cardinality).orElse(rows.size());
        int near = Math.min(rows.size(), Math.max(count, efSearch));
        try {
            if (graph.isEmpty() || most <= Math.max(COMPARED_ALL, near)) {
                return compared(scorer, Math.min(count, rows.size()), wanted);
            }
            // Where a filter leaves too few rows on the way, comparing all of them takes no longer.
            KnnCollector collector =
                    HnswGraphSearcher.search(scorer, near, graph.get(), wanted.orElse(null), most);
            return collector.earlyTerminated()
                    ? compared(scorer, Math.min(count, rows.size()), wanted)
                    : collector.topDocs().scoreDocs;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is read
        }
    }

    private ScoreDoc[] compared(RandomVectorScorer scorer, int count, Optional<FixedBitSet> wanted)
            throws IOException {
        KnnCollector collector = new TopKnnCollector(count, Integer.MAX_VALUE);
        for (int row = 0; row < rows.size(); row++) {
            if (wanted.isEmpty() || wanted.get().get(row)) {
                collector.collect(row, scorer.score(row));
            }
        }
        return collector.topDocs().scoreDocs;
    }
}
