package io.github.flinkbert.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.engine.BatchReport;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class EngineMetricsTest {

    @Test
    void countsWhatTheEngineTells() {
        Recorded operator = new Recorded();
        EngineMetrics metrics = new EngineMetrics(operator);

        metrics.ran(new BatchReport(3, 40, 50, 2, 2, 7_000, 9_000, Set.of()));
        metrics.ran(new BatchReport(1, 10, 10, 1, 1, 1_000, 3_000, Set.of()));
        metrics.cacheHit();
        metrics.isolated();
        metrics.cacheMissed();
        metrics.cacheMissed();

        assertThat(operator.counts())
                .containsOnly(
                        Map.entry("batches", 2L),
                        Map.entry("sequences", 4L),
                        Map.entry("tokens", 50L),
                        Map.entry("paddedTokens", 60L),
                        Map.entry("trunkRunsSaved", 3L),
                        Map.entry("cacheHits", 1L),
                        Map.entry("cacheMisses", 2L),
                        Map.entry("poisonSequences", 1L));
        assertThat(operator.values("batchFillPercent")).containsExactlyInAnyOrder(80, 100);
        assertThat(operator.values("queueMicros")).containsExactlyInAnyOrder(7, 1);
        assertThat(operator.values("deviceMicros")).containsExactlyInAnyOrder(9, 3);
    }

    /** Remembers what was registered in its group for the engine. */
    private static final class Recorded extends UnregisteredMetricsGroup {

        private final Map<String, Counter> counters = new TreeMap<>();
        private final Map<String, Histogram> histograms = new TreeMap<>();

        @Override
        public MetricGroup addGroup(String name) {
            assertThat(name).isEqualTo(EngineMetrics.GROUP);
            return this;
        }

        @Override
        public <C extends Counter> C counter(String name, C counter) {
            counters.put(name, counter);
            return counter;
        }

        @Override
        public <H extends Histogram> H histogram(String name, H histogram) {
            histograms.put(name, histogram);
            return histogram;
        }

        Map<String, Long> counts() {
            Map<String, Long> counts = new TreeMap<>();
            counters.forEach((name, counter) -> counts.put(name, counter.getCount()));
            return counts;
        }

        long[] values(String name) {
            return histograms.get(name).getStatistics().getValues();
        }
    }
}
