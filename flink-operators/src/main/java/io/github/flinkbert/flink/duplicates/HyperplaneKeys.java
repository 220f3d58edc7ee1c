package io.github.flinkbert.flink.duplicates;

import java.io.Serializable;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Locality-sensitive keys of vectors (Charikar 2002): each of some tables cuts the space by random
 * hyperplanes, and a vector's key in it says on which side of each it lies. Two vectors of angle a
 * have the same key in a table with probability (1 - a/π)<sup>planes</sup>, so that near ones share
 * one in some table. The hyperplanes follow from the dimension alone: keys are the same in every
 * process and after a restart. For one thread.
 */
final class HyperplaneKeys implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Of each table: buckets enough that few vectors are compared, and few enough tables. */
    static final int PLANES = 10;

    /**
     * Of pairs at the threshold itself, those that may share no key; nearer ones are found more
     * often.
     */
    private static final double MISSED = 0.005;

    private static final long SEED = 20_261_128;

    /** Of a cosine of vectors whose numbers are of single precision. */
    private static final double ROUNDING = 1e-6;

    private final int tables;
    private transient float @Nullable [] @Nullable [] planes;

    HyperplaneKeys(int tables) {
        this.tables = tables;
    }

    /** As many tables as find 99.5 % of the pairs of this cosine. */
    static HyperplaneKeys finding(double cosine) {
        double sameSide = 1 - Math.acos(cosine) / Math.PI;
        double sameKey = Math.pow(sameSide, PLANES);
        return new HyperplaneKeys(
                Math.max(1, (int) Math.ceil(Math.log(MISSED) / Math.log1p(-sameKey))));
    }

    int tables() {
        return tables;
    }

    /**
     * One key a table, all different: the table's number is part of it.
     *
     * @param vector of any length, all of one dimension
     */
    long[] of(float[] vector) {
        if (planes == null || planes[0].length != vector.length) {
            planes = planes(vector.length);
        }
        long[] keys = new long[tables];
        for (int table = 0; table < tables; table++) {
            long sides = 0;
            for (int plane = 0; plane < PLANES; plane++) {
                boolean above = dot(planes[table * PLANES + plane], vector) > 0;
                sides = sides << 1 | (above ? 1 : 0);
            }
            keys[table] = (long) table << PLANES | sides;
        }
        return keys;
    }

    private float[][] planes(int dimension) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[][] made = new float[tables * PLANES][dimension];
        for (float[] plane : made) {
            for (int i = 0; i < dimension; i++) {
                plane[i] = (float) random.nextGaussian();
            }
        }
        return made;
    }

    /**
     * @param a of length 1, as the other
     * @return from -1 to 1
     */
    static double cosine(float[] a, float[] b) {
        return Math.max(-1, Math.min(1, product(a, b)));
    }

    /** Whether two vectors are as near as that: one is so to itself, whatever was rounded. */
    static boolean isNear(double cosine, double threshold) {
        return cosine >= threshold - ROUNDING;
    }

    /**
     * @return of length 1; null where the vector has no direction
     */
    static float @Nullable [] direction(float[] vector) {
        double norm = Math.sqrt(product(vector, vector));
        if (norm == 0 || !Double.isFinite(norm)) {
            return null;
        }
        float[] scaled = new float[vector.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (vector[i] / norm);
        }
        return scaled;
    }

    private static double product(float[] a, float[] b) {
        double product = 0;
        for (int i = 0; i < a.length; i++) {
            product += (double) a[i] * b[i];
        }
        return product;
    }

    /** In single precision, so that keys in older savepoints are what they were. */
    private static double dot(float[] a, float[] b) {
        double first = 0;
        double second = 0;
        int i = 0;
        for (; i + 1 < a.length; i += 2) {
            first += a[i] * b[i];
            second += a[i + 1] * b[i + 1];
        }
        return first + second + (i < a.length ? a[i] * b[i] : 0);
    }
}
