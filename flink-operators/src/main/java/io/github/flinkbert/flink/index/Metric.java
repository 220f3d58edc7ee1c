package io.github.flinkbert.flink.index;

import org.apache.flink.annotation.Internal;

/** How near two vectors are to each other. */
@Internal
public enum Metric {
    /** The cosine of their angle, from -1 to 1; the greater, the nearer. */
    COSINE(true) {
        @Override
        double score(Products products) {
            return products.dot() / Math.sqrt(products.firstSquare() * products.secondSquare());
        }

        @Override
        float similarity(float[] query, float queryNorm, float[] row, float rowNorm) {
            float cosine = Distances.dot(query, row) / (queryNorm * rowNorm);
            return Math.max(0, (1 + cosine) / 2);
        }
    },
    /** The sum of the products of their numbers; the greater, the nearer. */
    DOT_PRODUCT(true) {
        @Override
        double score(Products products) {
            return products.dot();
        }

        @Override
        float similarity(float[] query, float queryNorm, float[] row, float rowNorm) {
            float dot = Distances.dot(query, row);
            return dot < 0 ? 1 / (1 - dot) : dot + 1;
        }
    },
    /** The distance between them; the less, the nearer. */
    EUCLIDEAN(false) {
        @Override
        double score(Products products) {
            return Math.sqrt(products.squaredDistance());
        }

        @Override
        float similarity(float[] query, float queryNorm, float[] row, float rowNorm) {
            return 1 / (1 + Distances.squared(query, row));
        }
    };

    private final boolean greaterIsNearer;

    Metric(boolean greaterIsNearer) {
        this.greaterIsNearer = greaterIsNearer;
    }

    boolean greaterIsNearer() {
        return greaterIsNearer;
    }

    /** What users see, in double precision. */
    double score(float[] query, float[] row) {
        return score(Products.of(query, row));
    }

    abstract double score(Products products);

    /**
     * What the graph compares: never negative, and the greater, the nearer.
     *
     * @param queryNorm the query's length, for those who need it
     * @param rowNorm likewise the row's
     */
    abstract float similarity(float[] query, float queryNorm, float[] row, float rowNorm);
}
