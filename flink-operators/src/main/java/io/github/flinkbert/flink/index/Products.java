package io.github.flinkbert.flink.index;

/** Sums over the numbers of two vectors, in double precision. */
record Products(double dot, double firstSquare, double secondSquare, double squaredDistance) {

    static Products of(float[] first, float[] second) {
        double dot = 0;
        double firstSquare = 0;
        double secondSquare = 0;
        double squaredDistance = 0;
        for (int i = 0; i < first.length; i++) {
            double a = first[i];
            double b = second[i];
            dot += a * b;
            firstSquare += a * a;
            secondSquare += b * b;
            squaredDistance += (a - b) * (a - b);
        }
        return new Products(dot, firstSquare, secondSquare, squaredDistance);
    }
}
