package io.github.flinkbert.flink.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.flink.index.RowFilter.Comparison;
import io.github.flinkbert.flink.index.RowFilter.Kind;
import io.github.flinkbert.flink.index.RowFilter.Relation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VectorIndexTest {

    private static final int ROWS = 4_000;
    private static final int QUERIES = 30;
    private static final int NEAREST = 10;

    @ParameterizedTest
    @EnumSource(Metric.class)
    void nearlyAllOfTheNearestAreFoundWithoutComparingAll(Metric metric) {
        TextLikeVectors texts = new TextLikeVectors(128, 5);
        List<float[]> vectors = texts.next(ROWS);
        VectorIndex index = index(vectors, metric);

        double recall = recall(index, vectors, metric, texts.next(QUERIES), Optional.empty());

        assertThat(recall).isGreaterThanOrEqualTo(0.98);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void aFilterLeavesTheNearestOfTheRowsThatItAccepts(Metric metric) {
        TextLikeVectors texts = new TextLikeVectors(64, 6);
        List<float[]> vectors = texts.next(ROWS);
        VectorIndex index = index(vectors, metric);
        List<float[]> queries = texts.next(QUERIES);

        for (int below : List.of(3, 100, 3_000)) {
            RowFilter filter = new Comparison(0, Kind.INT, Relation.LESS, (long) below);
            assertThat(recall(index, vectors, metric, queries, Optional.of(filter)))
                    .isGreaterThanOrEqualTo(0.98);
            assertThat(index.nearest(queries.get(0), NEAREST, Optional.of(filter)))
                    .hasSize(Math.min(below, NEAREST))
                    .allSatisfy(found -> assertThat(found.row().getInt(0)).isLessThan(below));
        }
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void aSmallTableMissesNone(Metric metric) {
        // No structure at all, which a graph has most trouble with.
        SplittableRandom random = new SplittableRandom(7);
        List<float[]> vectors = new ArrayList<>();
        List<float[]> queries = new ArrayList<>();
        for (int i = 0; i < VectorIndex.COMPARED_ALL; i++) {
            vectors.add(TextLikeVectors.gaussian(random, 32));
            queries.add(TextLikeVectors.gaussian(random, 32));
        }

        assertThat(
                        recall(
                                index(vectors, metric),
                                vectors,
                                metric,
                                queries.subList(0, QUERIES),
                                Optional.empty()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Metric.class)
    void rowsAreComparedAtOnceAsOneByOne(Metric metric) {
        SplittableRandom random = new SplittableRandom(8);
        for (int dimension = 1; dimension < 12; dimension++) {
            List<float[]> vectors = new ArrayList<>();
            for (int row = 0; row < 9; row++) {
                vectors.add(TextLikeVectors.gaussian(random, dimension));
            }
            Vectors.Comparison one =
                    new Vectors(metric, vectors)
                            .against(TextLikeVectors.gaussian(random, dimension));
            int[] rows = {8, 0, 7, 1, 6, 2, 5, 3, 4};
            for (int count = 1; count <= rows.length; count++) {
                float[] nearness = new float[count];
                one.scores(rows, count, nearness);
                for (int i = 0; i < count; i++) {
                    assertThat(nearness[i]).isCloseTo(one.score(rows[i]), within(1e-4f));
                }
            }
        }
    }

    @Test
    void vectorsOfAnyLengthHaveTheirCosine() {
        List<float[]> vectors =
                List.of(
                        new float[] {10 * Float.MIN_NORMAL, Float.MIN_NORMAL},
                        new float[] {1L << 58, -(1L << 58)},
                        new float[] {Float.MIN_VALUE, 1});
        VectorIndex index = index(vectors, Metric.COSINE);

        List<Neighbor> found =
                index.nearest(new float[] {Float.MIN_NORMAL, 0}, 3, Optional.empty());

        assertThat(found).extracting(one -> one.row().getInt(0)).containsExactly(0, 1, 2);
        assertThat(found.get(0).score()).isCloseTo(1 / Math.sqrt(1.01), within(1e-6));
        assertThat(found.get(1).score()).isCloseTo(Math.sqrt(0.5), within(1e-6));
        assertThat(found.get(2).score()).isCloseTo(0, within(1e-6));
    }

    private static VectorIndex index(List<float[]> vectors, Metric metric) {
        List<RowData> rows =
                IntStream.range(0, vectors.size())
                        .<RowData>mapToObj(row -> GenericRowData.of(row))
                        .toList();
        return VectorIndex.of(rows, vectors, new SearchSettings(metric, 16, 100, 64));
    }

    /** The share of the truly nearest that is found. */
    private static double recall(
            VectorIndex index,
            List<float[]> vectors,
            Metric metric,
            List<float[]> queries,
            Optional<RowFilter> filter) {
        int found = 0;
        int wanted = 0;
        for (float[] query : queries) {
            double[] scores =
                    vectors.stream().mapToDouble(row -> metric.score(query, row)).toArray();
            Comparator<Integer> order = Comparator.comparingDouble(row -> scores[row]);
            List<Integer> nearest =
                    IntStream.range(0, vectors.size())
                            .filter(
                                    row ->
                                            filter.isEmpty()
                                                    || filter.get().accepts(GenericRowData.of(row)))
                            .boxed()
                            .sorted(metric.greaterIsNearer() ? order.reversed() : order)
                            .limit(NEAREST)
                            .toList();
            Set<Integer> rows = new HashSet<>();
            index.nearest(query, NEAREST, filter).forEach(one -> rows.add(one.row().getInt(0)));
            found += (int) nearest.stream().filter(rows::contains).count();
            wanted += nearest.size();
        }
        return (double) found / wanted;
    }
}
