package io.github.flinkbert.flink;

import io.github.flinkbert.broker.TestBroker;
import io.github.flinkbert.flink.config.KafkaJobConfig;
import io.github.flinkbert.flink.model.ModelDefinition;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the job on a Flink of its own in this process, with Kryo and generated uids forbidden. */
final class JobRun {

    private final Map<String, String> options = new HashMap<>();
    private String savepoint;
    private int restarts = 10;

    JobRun(TestBroker broker, String topic) {
        options.put("bootstrap-servers", broker.bootstrapServers());
        options.put("input-topics", topic);
        options.put("output-topic", topic + "-out");
        options.put("group-id", topic);
        options.put("start-from", "earliest");
        options.put("checkpoint", "none");
        options.put("parallelism", "2");
        options.put("checkpoint-interval", "200ms");
    }

    JobRun with(String key, String value) {
        options.put(key, value);
        return this;
    }

    JobRun without(String key) {
        options.remove(key);
        return this;
    }

    JobRun surviving(int failures) {
        restarts = failures;
        return this;
    }

    /** Goes on from a savepoint. */
    JobRun from(String path) {
        savepoint = path;
        return this;
    }

    /** Runs to the end of the topics. */
    void toTheEnd(Enricher.Loader enricher) throws Exception {
        toTheEnd(enricher, LengthEnricher.DEFINITION);
    }

    void toTheEnd(Enricher.Loader enricher, ModelDefinition model) throws Exception {
        options.put("stop-at", "latest");
        StreamExecutionEnvironment environment = emptyEnvironment();
        KafkaEnrichmentJob.addTo(environment, config(), enricher, model);
        environment.execute();
    }

    JobClient start(Enricher.Loader enricher) throws Exception {
        return start(enricher, LengthEnricher.DEFINITION);
    }

    JobClient start(Enricher.Loader enricher, ModelDefinition model) throws Exception {
        StreamExecutionEnvironment environment = emptyEnvironment();
        KafkaEnrichmentJob.addTo(environment, config(), enricher, model);
        return environment.executeAsync();
    }

    /** Runs with the model that the options name. */
    JobClient startWithBert() throws Exception {
        StreamExecutionEnvironment environment = emptyEnvironment();
        KafkaEnrichmentJob.addTo(environment, config());
        return environment.executeAsync();
    }

    KafkaJobConfig config() {
        return KafkaJobConfig.from(options);
    }

    /** Runs to the end of the topics, with the model that the options name. */
    void toTheEndWithBert() throws Exception {
        options.put("stop-at", "latest");
        StreamExecutionEnvironment environment = emptyEnvironment();
        KafkaEnrichmentJob.addTo(environment, KafkaJobConfig.from(options));
        environment.execute();
    }

    private StreamExecutionEnvironment emptyEnvironment() {
        Configuration configuration = new Configuration();
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, restarts);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        configuration.setString(
                "metrics.reporter.seen.factory.class", SeenCounters.Factory.class.getName());
        return StreamExecutionEnvironment.createLocalEnvironment(3, configuration);
    }
}
