package io.github.flinkbert.console.task.embedding;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Embeddings in two dimensions: their first two principal components, after each was scaled to
 * length 1, for their directions are what is compared.
 *
 * @param points in the order that they came
 * @param explained the share of the variance that each of the two directions has
 * @param millis how long it took
 */
record EmbeddingMap(List<Point> points, List<Double> explained, long millis) {

    /** Fewer make no map. */
    static final int FEWEST = 3;

    /** One text. */
    record Point(
            double x,
            double y,
            String id,
            String text,
            String label,
            Map<String, String> attributes) {}

    /** Beyond this width the time grows with the number of vectors, cubed. */
    private static final int WIDE = 1_024;

    private static final int MOST_OF_WIDE = 1_000;

    /**
     * Computes a map of all embeddings that are as wide as the last one: after another model has
     * taken over, the older ones say nothing beside its own.
     */
    static EmbeddingMap of(List<Embedded> all) {
        long start = System.currentTimeMillis();
        List<Embedded> alike = alike(all);
        if (alike.size() < FEWEST) {
            return new EmbeddingMap(List.of(), List.of(), 0);
        }
        double[][] vectors =
                alike.stream().map(each -> unit(each.vector())).toArray(double[][]::new);
        PrincipalComponents components = PrincipalComponents.of(vectors);
        Point[] points = new Point[vectors.length];
        for (int i = 0; i < points.length; i++) {
            Embedded from = alike.get(i);
            points[i] =
                    new Point(
                            components.places()[i][0],
                            components.places()[i][1],
                            from.id(),
                            from.text(),
                            from.label(),
                            from.attributes());
        }
        return new EmbeddingMap(
                List.of(points),
                Arrays.stream(components.explained()).boxed().toList(),
                System.currentTimeMillis() - start);
    }

    private static List<Embedded> alike(List<Embedded> all) {
        if (all.isEmpty()) {
            return all;
        }
        int width = all.get(all.size() - 1).vector().length;
        List<Embedded> alike =
                all.stream()
                        .filter(each -> each.vector().length == width && isFinite(each.vector()))
                        .toList();
        int most = width > WIDE ? MOST_OF_WIDE : alike.size();
        return alike.subList(Math.max(0, alike.size() - most), alike.size());
    }

    private static boolean isFinite(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        return squares > 0 && Double.isFinite(squares);
    }

    private static double[] unit(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        double[] unit = new double[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] / Math.sqrt(squares);
        }
        return unit;
    }
}
