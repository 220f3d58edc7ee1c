package io.github.flinkbert.flink.index;

/** Sums over the numbers of two vectors, in double precision, four of them side by side. */
final class Products {

    private static final int LANES = 4;

    private Products() {}

    static double dot(float[] a, float[] b) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int whole = a.length - a.length % LANES;
        for (int i = 0; i < whole; i += LANES) {
            s0 += (double) a[i] * b[i];
            s1 += (double) a[i + 1] * b[i + 1];
            s2 += (double) a[i + 2] * b[i + 2];
            s3 += (double) a[i + 3] * b[i + 3];
        }
        for (int i = whole; i < a.length; i++) {
            s0 += (double) a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    static double squaredDistance(float[] a, float[] b) {
        double s0 = 0;
        double s1 = 0;
        int whole = a.length - a.length % 2;
        for (int i = 0; i < whole; i += 2) {
            double d0 = (double) a[i] - b[i];
            double d1 = (double) a[i + 1] - b[i + 1];
            s0 += d0 * d0;
            s1 += d1 * d1;
        }
        if (whole < a.length) {
            double last = (double) a[whole] - b[whole];
            s0 += last * last;
        }
        return s0 + s1;
    }

    /** A vector's length. */
    static double norm(float[] a) {
        return Math.sqrt(dot(a, a));
    }
}
