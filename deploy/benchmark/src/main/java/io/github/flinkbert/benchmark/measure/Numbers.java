package io.github.flinkbert.benchmark.measure;

import java.util.Arrays;
import java.util.Collection;
import org.apache.flink.annotation.Internal;

/** Order statistics of measurements. */
@Internal
public final class Numbers {

    private Numbers() {}

    /** The middle one; of an even number, the mean of the two in the middle. */
    public static double median(Collection<Double> values) {
        double[] sorted = sorted(values);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The smallest value that so many of a hundred do not exceed ("nearest rank").
     *
     * @param percent above 0, at most 100
     */
    public static double percentile(Collection<Double> values, double percent) {
        double[] sorted = sorted(values);
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[Math.max(1, rank) - 1];
    }

    private static double[] sorted(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to take the middle of");
        }
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
