package io.github.flinkbert.flink;

import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * Remembers the engine's counters and those of errors that Flink reports, beyond the job that they
 * are of, and how many checkpoints the job that was started last has completed.
 */
public final class SeenCounters implements MetricReporter {

    private static final String GROUP = "." + EngineMetrics.GROUP + ".";
    private static final String CHECKPOINTS = "numberOfCompletedCheckpoints";

    private static final Queue<Seen> SEEN = new ConcurrentLinkedQueue<>();
    private static volatile Gauge<?> checkpoints = () -> 0L;

    /**
     * @param name with the groups below {@code bert}, such as {@code signal.windows.label.1.said}
     * @param subtask of the operator
     */
    record Seen(String name, String subtask, Counter counter) {}

    /** For Flink, which finds it by its service loader. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            return new SeenCounters();
        }
    }

    static void forget() {
        SEEN.clear();
    }

    static long completedCheckpoints() {
        return ((Number) checkpoints.getValue()).longValue();
    }

    static List<Seen> named(String name) {
        return SEEN.stream().filter(seen -> seen.name().equals(name)).toList();
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Gauge<?> gauge && name.equals(CHECKPOINTS)) {
            checkpoints = gauge;
        }
        if (metric instanceof Counter counter) {
            String identifier = group.getMetricIdentifier(name);
            int ours = identifier.lastIndexOf(GROUP);
            if (ours >= 0 || name.equals(EnrichMetrics.ERRORS)) {
                String below = ours >= 0 ? identifier.substring(ours + GROUP.length()) : name;
                SEEN.add(new Seen(below, group.getAllVariables().get("<subtask_index>"), counter));
            }
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {}
}
