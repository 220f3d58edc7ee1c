package io.github.flinkbert.flink.index;

import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;

/**
 * Prints what an index of 100,000 vectors of 384 numbers finds of the nearest, and how many queries
 * it answers in a second of one thread's processor time (ThreadMXBean), whatever else the machine
 * does. By hand: {@code mvn test-compile exec:java -pl flink-operators -Dexec.classpathScope=test
 * -Dexec.mainClass=io.github.flinkbert.flink.index.IndexFigures}, and more than 1 GB of heap.
 */
final class IndexFigures {

    private static final int ROWS = 100_000;
    private static final int DIMENSION = 384;
    private static final int JUDGED = 200;
    private static final int TIMED = 4_000;
    private static final int NEAREST = 10;

    private IndexFigures() {}

    /**
     * @param args ef-search values to try; 64 if there are none
     */
    public static void main(String[] args) {
        TextLikeVectors texts = new TextLikeVectors(DIMENSION, 1);
        List<float[]> vectors = texts.next(ROWS);
        List<RowData> rows =
                IntStream.range(0, ROWS).<RowData>mapToObj(row -> GenericRowData.of(row)).toList();
        List<float[]> queries = texts.next(JUDGED + TIMED);
        List<List<Integer>> nearest =
                queries.subList(0, JUDGED).stream().map(query -> nearest(query, vectors)).toList();
        for (String efSearch : args.length == 0 ? new String[] {"64"} : args) {
            SearchSettings settings =
                    new SearchSettings(Metric.COSINE, 16, 100, Integer.parseInt(efSearch));
            long start = cpuNanos();
            VectorIndex index = VectorIndex.of(rows, vectors, settings);
            double buildSeconds = (cpuNanos() - start) / 1e9;
            int found = 0;
            for (int i = 0; i < JUDGED; i++) {
                Set<Integer> ids = new HashSet<>();
                index.nearest(queries.get(i), NEAREST, Optional.empty())
                        .forEach(one -> ids.add(one.row().getInt(0)));
                found += (int) nearest.get(i).stream().filter(ids::contains).count();
            }
            double best = 0;
            for (int round = 0; round < 3; round++) {
                start = cpuNanos();
                for (float[] query : queries.subList(JUDGED, JUDGED + TIMED)) {
                    if (index.nearest(query, NEAREST, Optional.empty()).size() < NEAREST) {
                        throw new IllegalStateException("too few were found");
                    }
                }
                best = Math.max(best, TIMED / ((cpuNanos() - start) / 1e9));
            }
            System.out.printf(
                    Locale.ROOT,
                    "ef-search %s: built in %.0f s; recall at %d %.4f; %.0f queries a second of a"
                            + " core%n",
                    efSearch,
                    buildSeconds,
                    NEAREST,
                    (double) found / (JUDGED * NEAREST),
                    best);
        }
    }

    private static List<Integer> nearest(float[] query, List<float[]> vectors) {
        double[] scores =
                vectors.stream().mapToDouble(row -> Metric.COSINE.score(query, row)).toArray();
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(row -> scores[row]).reversed())
                .limit(NEAREST)
                .toList();
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
