package io.github.flinkbert.flink.index;

/**
 * Sums over the numbers of two vectors, in single precision: what a search spends its time in.
 *
 * <p>Eight sums side by side, for a processor waits for each addition before the next to the same
 * sum. Four rows at a time, for it waits longer for a row that is not in its cache, and waits for
 * four of them at once. Not Lucene's own, which look for other classes of its jar by name, and
 * which use the processor's vectors from Java 20 on only.
 */
final class Distances {

    /** Rows that are compared at once. */
    static final int AT_ONCE = 4;

    /** Of longer vectors, single precision does not hold the sums. */
    static final double LONGEST = 1e18;

    private static final int LANES = 8;

    private Distances() {}

    static float dot(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int whole = a.length - a.length % LANES;
        int i = 0;
        for (; i < whole; i += LANES) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
            s4 += a[i + 4] * b[i + 4];
            s5 += a[i + 5] * b[i + 5];
            s6 += a[i + 6] * b[i + 6];
            s7 += a[i + 7] * b[i + 7];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return ((s0 + s1) + (s2 + s3)) + ((s4 + s5) + (s6 + s7));
    }

    static float squared(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int whole = a.length - a.length % 4;
        int i = 0;
        for (; i < whole; i += 4) {
            float d0 = a[i] - b[i];
            float d1 = a[i + 1] - b[i + 1];
            float d2 = a[i + 2] - b[i + 2];
            float d3 = a[i + 3] - b[i + 3];
            s0 += d0 * d0;
            s1 += d1 * d1;
            s2 += d2 * d2;
            s3 += d3 * d3;
        }
        for (; i < a.length; i++) {
            s0 += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return (s0 + s1) + (s2 + s3);
    }

    /**
     * The dot products of a vector with four others.
     *
     * @param sums gets them
     */
    static void dots(float[] q, float[] a, float[] b, float[] c, float[] d, float[] sums) {
        float a0 = 0;
        float a1 = 0;
        float b0 = 0;
        float b1 = 0;
        float c0 = 0;
        float c1 = 0;
        float d0 = 0;
        float d1 = 0;
        int whole = q.length - q.length % 2;
        for (int i = 0; i < whole; i += 2) {
            float q0 = q[i];
            float q1 = q[i + 1];
            a0 += q0 * a[i];
            b0 += q0 * b[i];
            c0 += q0 * c[i];
            d0 += q0 * d[i];
            a1 += q1 * a[i + 1];
            b1 += q1 * b[i + 1];
            c1 += q1 * c[i + 1];
            d1 += q1 * d[i + 1];
        }
        if (whole < q.length) {
            a0 += q[whole] * a[whole];
            b0 += q[whole] * b[whole];
            c0 += q[whole] * c[whole];
            d0 += q[whole] * d[whole];
        }
        sums[0] = a0 + a1;
        sums[1] = b0 + b1;
        sums[2] = c0 + c1;
        sums[3] = d0 + d1;
    }

    /**
     * The squared distances of a vector to four others.
     *
     * @param sums gets them
     */
    static void squared(float[] q, float[] a, float[] b, float[] c, float[] d, float[] sums) {
        float a0 = 0;
        float b0 = 0;
        float c0 = 0;
        float d0 = 0;
        for (int i = 0; i < q.length; i++) {
            float one = q[i];
            a0 += (one - a[i]) * (one - a[i]);
            b0 += (one - b[i]) * (one - b[i]);
            c0 += (one - c[i]) * (one - c[i]);
            d0 += (one - d[i]) * (one - d[i]);
        }
        sums[0] = a0;
        sums[1] = b0;
        sums[2] = c0;
        sums[3] = d0;
    }
}
