package io.github.flinkbert.flink.config;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CheckpointException;
import io.github.flinkbert.engine.Acceleration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * All that the Kafka job has to know, checked. Made from options by {@link #from}.
 *
 * @param bootstrapServers the brokers
 * @param source what to read, and from where to where
 * @param input how values become texts
 * @param output where results go, and how
 * @param delivery what a failure may do to the output
 * @param async how records wait for the model
 * @param asks what is asked of each text
 * @param model which model answers, and how it runs
 * @param placement where it is asked
 * @param kafkaProperties passed through to Kafka's clients
 * @param parallelism subtasks, empty for Flink's own setting
 */
public record KafkaJobConfig(
        String bootstrapServers,
        SourceConfig source,
        InputConfig input,
        OutputConfig output,
        DeliveryConfig delivery,
        AsyncConfig async,
        AskConfig asks,
        BertOptions model,
        PlacementConfig placement,
        KafkaProperties kafkaProperties,
        OptionalInt parallelism) {

    /**
     * Records in flight between the async operator's two ends.
     *
     * @param capacity records in flight a subtask
     * @param timeout zero for none
     */
    public record AsyncConfig(Order order, int capacity, Duration timeout) {}

    /**
     * @param transactionalIdPrefix given if and only if delivery is exactly-once
     * @param checkpointInterval empty for the cluster's own, or a default where it has none
     */
    public record DeliveryConfig(
            Delivery delivery,
            Optional<String> transactionalIdPrefix,
            Duration transactionTimeout,
            Optional<Duration> checkpointInterval) {}

    /**
     * Reads options by the keys of {@link JobOptions}.
     *
     * <p>Where no checkpoint is given, the adapters are opened here, to see which is theirs.
     *
     * @throws JobConfigException with all faults at once
     */
    public static KafkaJobConfig from(Map<String, String> options) {
        Settings settings = new Settings(options, JobOptions.ALL, KafkaProperties::isPassedThrough);
        JobRules.check(settings);
        KafkaProperties kafkaProperties = KafkaProperties.from(settings);
        settings.throwProblems();

        return new KafkaJobConfig(
                settings.get(SourceOptions.BOOTSTRAP_SERVERS),
                SourceConfig.from(settings),
                InputConfig.from(settings),
                OutputConfig.from(settings),
                new DeliveryConfig(
                        settings.get(ExecutionOptions.DELIVERY),
                        settings.find(ExecutionOptions.TRANSACTIONAL_ID_PREFIX),
                        settings.get(ExecutionOptions.TRANSACTION_TIMEOUT),
                        settings.find(ExecutionOptions.CHECKPOINT_INTERVAL)),
                new AsyncConfig(
                        settings.get(ExecutionOptions.ORDER),
                        settings.get(ExecutionOptions.CAPACITY),
                        settings.get(ExecutionOptions.ASYNC_TIMEOUT)),
                AskConfig.from(settings),
                model(settings),
                PlacementConfig.from(settings),
                kafkaProperties,
                settings.find(ExecutionOptions.PARALLELISM)
                        .map(OptionalInt::of)
                        .orElseGet(OptionalInt::empty));
    }

    private static BertOptions model(Settings settings) {
        return checkpointAndAdapters(settings)
                .withCachedTexts(settings.get(ModelOptions.CACHED_TEXTS))
                .withCasing(settings.get(ModelOptions.CASING))
                .withPrecision(settings.get(ModelOptions.PRECISION))
                .withDevice(settings.get(ModelOptions.DEVICE))
                .withAcceleration(
                        new Acceleration(
                                settings.get(ModelOptions.DEVICE_INDEX),
                                settings.get(ModelOptions.XLA)))
                .withThreads(settings.get(ModelOptions.THREADS));
    }

    private static BertOptions checkpointAndAdapters(Settings settings) {
        Map<String, String> adapters = settings.find(ModelOptions.ADAPTERS).orElse(Map.of());
        Optional<String> checkpoint = settings.find(ModelOptions.CHECKPOINT);
        if (checkpoint.isPresent()) {
            return BertOptions.of(checkpoint.get()).withAdapters(adapters);
        }
        try {
            return BertOptions.ofAdapters(adapters);
        } catch (CheckpointException e) {
            throw new JobConfigException(List.of("checkpoint is not given: " + e.getMessage()));
        }
    }
}
