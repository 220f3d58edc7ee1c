package io.github.flinkbert.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.flinkbert.engine.Precision;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class NumberFormatsTest {

    @Test
    void everyFormatHasANumberOfItsOwn() {
        List<Integer> bits = new ArrayList<>();
        for (Precision each : EnumSet.complementOf(EnumSet.of(Precision.AUTO))) {
            bits.add(NumberFormats.bits(each.name().toLowerCase(Locale.ROOT)));
        }
        assertThat(bits).doesNotHaveDuplicates().doesNotContain(0);
        assertThat(NumberFormats.bits("")).isZero();
    }

    @Test
    void theFormatIsAGaugeOfTheOperator() {
        Map<String, Gauge<?>> gauges = new TreeMap<>();
        NumberFormats.show(
                "bfloat16",
                new UnregisteredMetricsGroup() {
                    @Override
                    public MetricGroup addGroup(String name) {
                        assertThat(name).isEqualTo(EngineMetrics.GROUP);
                        return this;
                    }

                    @Override
                    public <N, G extends Gauge<N>> G gauge(String name, G gauge) {
                        gauges.put(name, gauge);
                        return gauge;
                    }
                });
        assertThat(gauges).containsOnlyKeys("precisionBits");
        assertThat(gauges.get("precisionBits").getValue()).isEqualTo(8);
    }

    @Test
    void stateOfAnotherFormatIsWarnedOf() {
        assertThat(NumberFormats.warnOfOthers(List.of(), "float32")).isFalse();
        assertThat(NumberFormats.warnOfOthers(List.of("float32", "float32"), "float32")).isFalse();
        assertThat(NumberFormats.warnOfOthers(List.of("float32", "bfloat16"), "float32")).isTrue();
    }
}
