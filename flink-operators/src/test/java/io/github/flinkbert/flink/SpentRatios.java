package io.github.flinkbert.flink;

import io.github.flinkbert.flink.JobClock.Spent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one job took over what another took in the same round, of several rounds. */
final class SpentRatios {

    private final List<Double> processor = new ArrayList<>();
    private final List<Double> wall = new ArrayList<>();

    /** A round's. */
    void add(Spent one, Spent other) {
        processor.add(one.processor() / other.processor());
        wall.add(one.wall() / other.wall());
    }

    static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** Medians, with the least and the most. */
    @Override
    public String toString() {
        return "%s by processor time, %s by the clock".formatted(spread(processor), spread(wall));
    }

    private static String spread(List<Double> ratios) {
        List<Double> sorted = ratios.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.3f (%.3f to %.3f)",
                median(sorted),
                sorted.get(0),
                sorted.get(sorted.size() - 1));
    }
}
