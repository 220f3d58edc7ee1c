package io.github.flinkbert.flink.index;

import java.util.List;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;

/** The vectors of an index, all of one dimension, row by row. Immutable. */
final class Vectors {

    private final Metric metric;
    private final float[][] values;
    private final float[] norms;

    /**
     * @param values at least one; none is copied
     */
    Vectors(Metric metric, List<float[]> values) {
        this.metric = metric;
        this.values = values.toArray(float[][]::new);
        norms = new float[this.values.length];
        for (int row = 0; row < norms.length; row++) {
            norms[row] = Distances.norm(this.values[row]);
        }
    }

    int size() {
        return values.length;
    }

    int dimension() {
        return values.length == 0 ? 0 : values[0].length;
    }

    float[] get(int row) {
        return values[row];
    }

    /** What users see. */
    double score(float[] query, int row) {
        return metric.score(query, values[row]);
    }

    /** Compares rows with a query. */
    RandomVectorScorer against(float[] query) {
        return new Against(query, Distances.norm(query));
    }

    /** Compares rows with rows, for who builds a graph. */
    RandomVectorScorerSupplier amongEachOther() {
        return new RandomVectorScorerSupplier() {
            @Override
            public RandomVectorScorer scorer(int row) {
                return new Against(values[row], norms[row]);
            }

            @Override
            public RandomVectorScorerSupplier copy() {
                return this;
            }
        };
    }

    private final class Against implements RandomVectorScorer {

        private final float[] query;
        private final float norm;

        Against(float[] query, float norm) {
            this.query = query;
            this.norm = norm;
        }

        @Override
        public float score(int row) {
            return metric.similarity(query, norm, values[row], norms[row]);
        }

        @Override
        public int maxOrd() {
            return values.length;
        }
    }
}
