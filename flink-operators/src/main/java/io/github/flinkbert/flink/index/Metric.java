package io.github.flinkbert.flink.index;

import org.apache.flink.annotation.Internal;

/** How near two vectors are to each other. */
@Internal
public enum Metric {
    /** The cosine of their angle, from -1 to 1; the greater, the nearer. */
    COSINE(true) {
        @Override
        double score(double sum, double querySquare, double rowSquare) {
            // Rounding must not make it more than it can be.
            return Math.max(-1, Math.min(1, sum / Math.sqrt(querySquare * rowSquare)));
        }

        @Override
        float nearness(float sum, float queryNorm, float rowNorm) {
            return sum / (queryNorm * rowNorm);
        }
    },
    /** The sum of the products of their numbers; the greater, the nearer. */
    DOT_PRODUCT(true) {
        @Override
        double score(double sum, double querySquare, double rowSquare) {
            return sum;
        }

        @Override
        float nearness(float sum, float queryNorm, float rowNorm) {
            return sum;
        }
    },
    /** The distance between them; the less, the nearer. */
    EUCLIDEAN(false) {
        @Override
        double score(double sum, double querySquare, double rowSquare) {
            return Math.sqrt(sum);
        }

        @Override
        float nearness(float sum, float queryNorm, float rowNorm) {
            return -sum;
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
        return score(query, Products.dot(query, query), row, Products.dot(row, row));
    }

    /**
     * What users see, in double precision.
     *
     * @param querySquare the square of the query's length
     * @param rowSquare of the row's
     */
    double score(float[] query, double querySquare, float[] row, double rowSquare) {
        double sum =
                this == EUCLIDEAN ? Products.squaredDistance(query, row) : Products.dot(query, row);
        return score(sum, querySquare, rowSquare);
    }

    abstract double score(double sum, double querySquare, double rowSquare);

    /** What a search compares: the greater, the nearer. */
    float nearness(float[] query, float queryNorm, float[] row, float rowNorm) {
        float sum = this == EUCLIDEAN ? Distances.squared(query, row) : Distances.dot(query, row);
        return nearness(sum, queryNorm, rowNorm);
    }

    /**
     * The sums that {@link #nearness(float, float, float)} takes, of four rows at once.
     *
     * @param sums gets them
     */
    void sums(float[] query, float[] a, float[] b, float[] c, float[] d, float[] sums) {
        if (this == EUCLIDEAN) {
            Distances.squared(query, a, b, c, d, sums);
        } else {
            Distances.dots(query, a, b, c, d, sums);
        }
    }

    /**
     * @param sum the dot product, or the squared distance
     * @param queryNorm the query's length, for those who need it
     * @param rowNorm likewise the row's
     */
    abstract float nearness(float sum, float queryNorm, float rowNorm);
}
