package io.github.flinkbert.flink.index;

import java.util.List;
import org.apache.lucene.util.hnsw.RandomVectorScorer;
import org.apache.lucene.util.hnsw.RandomVectorScorerSupplier;

/** The vectors of an index, all of one dimension, row by row. Immutable. */
final class Vectors {

    /** Below it, the squares of numbers are lost in single precision. */
    private static final double SHORT = 1e-15;

    private final Metric metric;
    private final float[][] values;
    private final double[] squares;
    private final float[] norms;

    /**
     * @param values at least one; none is copied, but for those that are too short to compare
     */
    Vectors(Metric metric, List<float[]> values) {
        this.metric = metric;
        this.values = values.toArray(float[][]::new);
        squares = new double[this.values.length];
        norms = new float[squares.length];
        for (int row = 0; row < squares.length; row++) {
            this.values[row] = comparable(this.values[row]);
            squares[row] = Products.dot(this.values[row], this.values[row]);
            norms[row] = (float) Math.sqrt(squares[row]);
        }
    }

    /** The cosine is that of a longer vector of the same direction. */
    private float[] comparable(float[] vector) {
        double norm = Products.norm(vector);
        if (metric != Metric.COSINE || norm == 0 || norm > SHORT) {
            return vector;
        }
        float[] longer = new float[vector.length];
        for (int i = 0; i < longer.length; i++) {
            longer[i] = (float) (vector[i] / norm);
        }
        return longer;
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

    /** Compares rows with a query. For one thread. */
    Comparison against(float[] query) {
        float[] comparable = comparable(query);
        return new Comparison(comparable, Products.dot(comparable, comparable));
    }

    /** Compares rows with rows, for who builds a graph. */
    RandomVectorScorerSupplier amongEachOther() {
        return new RandomVectorScorerSupplier() {
            @Override
            public RandomVectorScorer scorer(int row) {
                return new Comparison(values[row], squares[row]);
            }

            @Override
            public RandomVectorScorerSupplier copy() {
                return this;
            }
        };
    }

    /** One vector against the rows. */
    final class Comparison implements RandomVectorScorer {

        private final float[] query;
        private final double square;
        private final float norm;
        private final float[] sums = new float[Distances.AT_ONCE];

        private Comparison(float[] query, double square) {
            this.query = query;
            this.square = square;
            norm = (float) Math.sqrt(square);
        }

        /** What a search compares: the greater, the nearer. */
        @Override
        public float score(int row) {
            return metric.nearness(query, norm, values[row], norms[row]);
        }

        /**
         * Likewise of several rows.
         *
         * @param rows of which the first {@code count} are compared
         * @param nearness gets theirs
         */
        void scores(int[] rows, int count, float[] nearness) {
            int last = count - 1;
            for (int i = 0; i < count; i += Distances.AT_ONCE) {
                if (i == last) {
                    nearness[i] = score(rows[i]);
                    return;
                }
                // Where fewer than four are left, the last one is compared again.
                float[] a = values[rows[i]];
                float[] b = values[rows[i + 1]];
                float[] c = values[rows[Math.min(i + 2, last)]];
                float[] d = values[rows[Math.min(i + 3, last)]];
                metric.sums(query, a, b, c, d, sums);
                for (int j = 0; j < Distances.AT_ONCE && i + j < count; j++) {
                    nearness[i + j] = metric.nearness(sums[j], norm, norms[rows[i + j]]);
                }
            }
        }

        /** What users see. */
        double exact(int row) {
            return metric.score(query, square, values[row], squares[row]);
        }

        @Override
        public int maxOrd() {
            return values.length;
        }
    }
}
