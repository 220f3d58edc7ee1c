package io.github.flinkbert.flink.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.task.entities.EntitiesTask;
import io.github.flinkbert.flink.task.labels.LabelsTask;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.labels.LabelScore;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class QualityMetricsTest {

    /** Remembers what is registered, under its whole name. */
    private static final class Recorded extends UnregisteredMetricsGroup {
        private final String name;
        private final Map<String, Object> all;

        Recorded(String name, Map<String, Object> all) {
            this.name = name;
            this.all = all;
        }

        @Override
        public MetricGroup addGroup(String key, String value) {
            return new Recorded(name + key + "=" + value + ".", all);
        }

        @Override
        public Counter counter(String metric) {
            Counter counter = new SimpleCounter();
            all.put(name + metric, counter);
            return counter;
        }

        @Override
        public <T, G extends Gauge<T>> G gauge(String metric, G gauge) {
            all.put(name + metric, gauge);
            return gauge;
        }

        @Override
        public <H extends Histogram> H histogram(String metric, H histogram) {
            all.put(name + metric, histogram);
            return histogram;
        }
    }

    private final Map<String, Object> all = new TreeMap<>();
    private final QualityMetrics metrics = new QualityMetrics(new Recorded("", all), 4);

    private long said(String signal, String label) {
        return ((Counter) all.get("signal=%s.label=%s.said".formatted(signal, label))).getCount();
    }

    private static EnrichmentResult people(int count) {
        return EnrichmentResult.builder()
                .put(
                        EntitiesTask.KEY,
                        Collections.nCopies(count, new Entity("PER", "Ann", 0, 3, 0.75f)))
                .put(LabelsTask.KEY, List.of(new LabelScore("sad", 0.5)))
                .build();
    }

    @Test
    void eachTasksLabelsAreCountedAndTheLengthOfTexts() {
        metrics.add(people(2), 5);
        metrics.add(people(1), 8);
        metrics.add(EnrichmentResult.builder().build(), 0);

        assertThat(said("entities", "PER")).isEqualTo(3);
        assertThat(said("labels", "sad")).isEqualTo(2);
        assertThat(said("length", "8")).isEqualTo(2);
        assertThat(said("length", "0")).isEqualTo(1);
        assertThat(((Histogram) all.get("signal=entities.scoreMille")).getStatistics().getMax())
                .isEqualTo(750);
    }

    @Test
    void howManyTextsAreLongerThanTheModelReadsAtOnceIsCountedAndDrifts() {
        for (int windows : new int[] {1, 1, 1, 2, 3, 4, 1, 9}) {
            metrics.windows(windows);
        }

        assertThat(said("windows", "1")).isEqualTo(4);
        assertThat(said("windows", "2")).isEqualTo(1);
        assertThat(said("windows", "4")).isEqualTo(2);
        assertThat(said("windows", "16")).isEqualTo(1);
        assertThat((Double) ((Gauge<?>) all.get("signal=windows.drift")).getValue()).isPositive();
    }

    @Test
    void theDriftOfEachSignalIsItsOwn() {
        metrics.add(people(4), 5);
        metrics.add(people(4), 5);
        for (int i = 0; i < 4; i++) {
            metrics.label("entities", "LOC");
        }
        assertThat((Double) ((Gauge<?>) all.get("signal=entities.drift")).getValue()).isPositive();
        assertThat((Double) ((Gauge<?>) all.get("signal=labels.drift")).getValue()).isZero();
    }

    @Test
    void aModelOfManyLabelsDoesNotMakeAsManyMetrics() {
        for (int i = 0; i < 500; i++) {
            metrics.label("labels", "label " + i);
        }
        assertThat(all.keySet().stream().filter(name -> name.endsWith("said")))
                .hasSize(QualityMetrics.MOST_LABELS + 1);
        assertThat(said("labels", "other")).isEqualTo(500 - QualityMetrics.MOST_LABELS);
    }
}
