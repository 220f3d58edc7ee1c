package io.github.flinkbert.cli.finetune;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of a picture.
 *
 * @param name what stands at its end
 * @param points from left to right
 */
record Curve(String name, List<Point> points) {

    /** A smoothed value is this much of the one before. */
    private static final double MEMORY = 0.95;

    Curve {
        points = List.copyOf(points);
    }

    record Point(double x, double y) {}

    /** At most so many points, each the mean of those that it stands for. */
    Curve thinned(int most) {
        if (points.size() <= most) {
            return this;
        }
        List<Point> thin = new ArrayList<>(most);
        for (int i = 0; i < most; i++) {
            int from = (int) ((long) i * points.size() / most);
            int to = (int) ((i + 1L) * points.size() / most);
            double x = 0;
            double y = 0;
            for (Point point : points.subList(from, to)) {
                x += point.x();
                y += point.y();
            }
            thin.add(new Point(x / (to - from), y / (to - from)));
        }
        return new Curve(name, thin);
    }

    /**
     * An exponential mean over time, without the pull of its beginning (Kingma and Ba 2015, "Adam",
     * section 3).
     */
    Curve smoothed(String newName) {
        List<Point> smooth = new ArrayList<>(points.size());
        double mean = 0;
        double weight = 0;
        for (Point point : points) {
            mean = MEMORY * mean + (1 - MEMORY) * point.y();
            weight = MEMORY * weight + (1 - MEMORY);
            smooth.add(new Point(point.x(), mean / weight));
        }
        return new Curve(newName, smooth);
    }
}
