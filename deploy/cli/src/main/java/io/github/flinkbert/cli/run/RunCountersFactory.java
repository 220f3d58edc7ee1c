package io.github.flinkbert.cli.run;

import java.util.Properties;
import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Flink makes it by its name, and asks it for the counters of a run of this process. */
@Internal
public final class RunCountersFactory implements MetricReporterFactory {

    /** The property with the id of the counters. */
    static final String ID = "counters";

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        String id = properties.getProperty(ID, "");
        return RunCounters.find(id)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no run of this process has the counters " + id));
    }
}
