package io.github.flinkbert.flink;

import io.github.flinkbert.engine.BatchReport;
import io.github.flinkbert.engine.EngineListener;
import java.util.concurrent.TimeUnit;
import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * What the engine of the process does, as metrics under {@code <operator>.bert}: the counters
 * {@code batches}, {@code sequences}, {@code tokens}, {@code paddedTokens}, {@code trunkRunsSaved},
 * {@code cacheHits}, {@code cacheMisses} and {@code poisonSequences}, and the histograms, one value
 * a batch, {@code batchFillPercent}, {@code queueMicros} and {@code deviceMicros}.
 *
 * <p>An engine serves every subtask of its process, of other jobs on the same model too, so these
 * are the engine's figures, not one subtask's. {@link EnrichMetrics} registers them for one subtask
 * of an operator in each process only, so that a sum over subtasks counts nothing twice.
 *
 * <p>Thread-safe: the engine calls it on its own threads and on its callers'.
 */
@Internal
public final class EngineMetrics implements EngineListener {

    public static final String GROUP = "bert";

    /** Batches that a histogram looks back on. */
    private static final int WINDOW = 1_000;

    private final Counter batches;
    private final Counter sequences;
    private final Counter tokens;
    private final Counter paddedTokens;
    private final Counter trunkRunsSaved;
    private final Counter cacheHits;
    private final Counter cacheMisses;
    private final Counter poison;
    private final Histogram fill;
    private final Histogram queue;
    private final Histogram device;

    public EngineMetrics(MetricGroup operator) {
        MetricGroup group = operator.addGroup(GROUP);
        batches = group.counter("batches", new SharedCounter());
        sequences = group.counter("sequences", new SharedCounter());
        tokens = group.counter("tokens", new SharedCounter());
        paddedTokens = group.counter("paddedTokens", new SharedCounter());
        trunkRunsSaved = group.counter("trunkRunsSaved", new SharedCounter());
        cacheHits = group.counter("cacheHits", new SharedCounter());
        cacheMisses = group.counter("cacheMisses", new SharedCounter());
        poison = group.counter("poisonSequences", new SharedCounter());
        fill = group.histogram("batchFillPercent", new DescriptiveStatisticsHistogram(WINDOW));
        queue = group.histogram("queueMicros", new DescriptiveStatisticsHistogram(WINDOW));
        device = group.histogram("deviceMicros", new DescriptiveStatisticsHistogram(WINDOW));
    }

    @Override
    public void ran(BatchReport report) {
        batches.inc();
        sequences.inc(report.sequences());
        tokens.inc(report.tokens());
        paddedTokens.inc(report.paddedTokens());
        trunkRunsSaved.inc(report.trunkRunsSaved());
        fill.update(Math.round(100 * report.fill()));
        queue.update(TimeUnit.NANOSECONDS.toMicros(report.longestQueueNanos()));
        device.update(TimeUnit.NANOSECONDS.toMicros(report.deviceNanos()));
    }

    @Override
    public void isolated() {
        poison.inc();
    }

    @Override
    public void cacheHit() {
        cacheHits.inc();
    }

    @Override
    public void cacheMissed() {
        cacheMisses.inc();
    }
}
