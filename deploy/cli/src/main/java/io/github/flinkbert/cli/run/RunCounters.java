package io.github.flinkbert.cli.run;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Counts what a run's job has done so far, by Flink's own metrics of it. They begin anew when the
 * job does; the counts here go on. Thread-safe.
 */
final class RunCounters implements MetricReporter {

    /** What is counted, and by which metric of which operator. */
    enum Kind {
        READ("decode", "numRecordsIn", ""),
        ENRICHED("enriched to Kafka: Writer", "numRecordsIn", ""),
        UNREADABLE("dead letters", "deadLetters", "decode"),
        UNANSWERED("dead letters", "deadLetters", "model"),
        UNWRITTEN("dead letters", "deadLetters", "encode"),
        UPDATES_ACCEPTED("probe", "updatesAccepted", ""),
        UPDATES_REFUSED("probe", "updatesRefused", "");

        private final String operator;
        private final String metric;
        private final String stage;

        /**
         * @param stage empty where the metric is not counted by stage
         */
        Kind(String operator, String metric, String stage) {
            this.operator = operator;
            this.metric = metric;
            this.stage = stage;
        }

        private static Optional<Kind> of(String metric, Map<String, String> scope) {
            for (Kind kind : values()) {
                if (kind.metric.equals(metric)
                        && kind.operator.equals(scope.get("<operator_name>"))
                        && kind.stage.equals(scope.getOrDefault("<stage>", ""))) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    private static final AtomicLong IDS = new AtomicLong();

    /** Flink makes its reporters itself, and knows them by text. */
    private static final Map<String, RunCounters> OPEN = new ConcurrentHashMap<>();

    private final String id = String.valueOf(IDS.incrementAndGet());
    private final Map<Counter, Kind> counting = new ConcurrentHashMap<>();
    private final Map<Kind, Long> before = new ConcurrentHashMap<>();

    private RunCounters() {}

    static RunCounters create() {
        RunCounters counters = new RunCounters();
        OPEN.put(counters.id, counters);
        return counters;
    }

    /** What {@link RunCountersFactory} finds these counters by. */
    String id() {
        return id;
    }

    static Optional<RunCounters> find(String id) {
        return Optional.ofNullable(OPEN.get(id));
    }

    /** For good; Flink's {@link #close} comes with every end of a job. */
    void forget() {
        OPEN.remove(id);
    }

    long count(Kind kind) {
        long count = before.getOrDefault(kind, 0L);
        for (Map.Entry<Counter, Kind> each : counting.entrySet()) {
            if (each.getValue() == kind) {
                count += each.getKey().getCount();
            }
        }
        return count;
    }

    /** Records that could not be enriched, whatever the reason. */
    long deadLetters() {
        return count(Kind.UNREADABLE) + count(Kind.UNANSWERED) + count(Kind.UNWRITTEN);
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter) {
            Kind.of(name, group.getAllVariables()).ifPresent(kind -> counting.put(counter, kind));
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter) {
            Kind kind = counting.remove(counter);
            if (kind != null) {
                before.merge(kind, counter.getCount(), Long::sum);
            }
        }
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {}
}
