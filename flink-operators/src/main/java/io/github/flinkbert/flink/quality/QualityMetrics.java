package io.github.flinkbert.flink.quality;

import io.github.flinkbert.flink.binding.TaskBinding;
import io.github.flinkbert.flink.binding.Watched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.task.Tasks;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What a subtask's results say over time. Of each signal, such as {@code entities}: the counter
 * {@code signal.label.said} of each label, the histogram {@code signal.scoreMille} of the scores in
 * thousandths, and the gauge {@code signal.drift}, {@link Drift}. The length of texts is a signal,
 * too, {@code length}: its labels are powers of two that a text's characters do not exceed. So is
 * {@code windows}, in how many a text is read: a label above 1 is of texts that are longer than the
 * model reads at once.
 *
 * <p>The reference of the drift is what was said first since the subtask began: it is another one
 * after each start. Thread-safe.
 */
@Internal
public final class QualityMetrics implements Watched {

    /** Labels of a window. Entities come several a text, so that some thousand texts fill it. */
    public static final int WINDOW = 10_000;

    /** Of one signal; a model of thousands of labels shall not make as many metrics. */
    static final int MOST_LABELS = 50;

    /** Stands for all labels behind the first so many. */
    static final String OTHER = "other";

    private static final String LENGTH = "length";
    private static final String WINDOWS = "windows";

    /** Scores that a histogram looks back on. */
    private static final int SCORES = 1_000;

    private final MetricGroup group;
    private final int window;
    private final Map<String, Signal> signals = new ConcurrentHashMap<>();

    /** One signal's metrics. */
    private static final class Signal {
        private final MetricGroup group;
        private final Drift drift;
        private final Histogram scores;
        private final Map<String, Counter> said = new HashMap<>();

        Signal(MetricGroup group, int window) {
            this.group = group;
            drift = new Drift(window);
            Gauge<Double> index = drift::index;
            group.gauge("drift", index);
            scores = group.histogram("scoreMille", new DescriptiveStatisticsHistogram(SCORES));
        }

        /** The label, or what stands for it among many. */
        private synchronized String known(String label) {
            String name = said.containsKey(label) || said.size() < MOST_LABELS ? label : OTHER;
            said.computeIfAbsent(name, first -> group.addGroup("label", first).counter("said"))
                    .inc();
            return name;
        }

        void label(String label) {
            drift.add(known(label));
        }

        synchronized void score(double score) {
            scores.update(Math.round(1000 * score));
        }
    }

    public QualityMetrics(MetricGroup group) {
        this(group, WINDOW);
    }

    QualityMetrics(MetricGroup group, int window) {
        this.group = group;
        this.window = window;
    }

    /**
     * Takes note of one text's results.
     *
     * @param characters of the text, in UTF-16 code units
     */
    public void add(EnrichmentResult result, int characters) {
        label(LENGTH, String.valueOf(ceiling(characters)));
        Tasks.ALL.forEach(task -> watch(task, result));
    }

    /**
     * Takes note of in how many windows a text was read.
     *
     * @param count 1 where it was read at once
     */
    public void windows(int count) {
        label(WINDOWS, String.valueOf(ceiling(count)));
    }

    private <R> void watch(TaskBinding<R> task, EnrichmentResult result) {
        result.get(task.key()).ifPresent(found -> task.watch(found, this));
    }

    /** The smallest power of two that is not exceeded; 0 of none. */
    private static long ceiling(int count) {
        return count == 0 ? 0 : Long.highestOneBit(2L * count - 1);
    }

    @Override
    public void label(String signal, String label) {
        signal(signal).label(label);
    }

    @Override
    public void score(String signal, double score) {
        signal(signal).score(score);
    }

    private Signal signal(String name) {
        return signals.computeIfAbsent(
                name, first -> new Signal(group.addGroup("signal", first), window));
    }
}
