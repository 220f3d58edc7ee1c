package io.github.flinkbert.flink.config;

import io.github.flinkbert.BertOptions;
import java.time.Duration;
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
 * @param updates where updates of the model come from; empty where it stays
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
        Optional<UpdatesConfig> updates,
        KafkaProperties kafkaProperties,
        OptionalInt parallelism) {

    /**
     * Records in flight between the async operator's two ends.
     *
     * @param capacity records in flight a subtask
     * @param timeout zero for none
     * @param parallelism subtasks that ask; empty for as many as there are before them
     */
    public record AsyncConfig(
            Order order, int capacity, Duration timeout, OptionalInt parallelism) {

        /**
         * Two batches of the engine's token budget, where texts are as short as eight pieces: one
         * on the device and the next one waiting.
         */
        public static final int DEFAULT_CAPACITY = 512;
    }

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
                        settings.get(ExecutionOptions.ASYNC_TIMEOUT),
                        number(settings, ExecutionOptions.INFERENCE_PARALLELISM)),
                AskConfig.from(settings),
                ModelSettings.options(settings, ModelSettings.adapters(settings)),
                PlacementConfig.from(settings),
                UpdatesConfig.from(settings),
                kafkaProperties,
                number(settings, ExecutionOptions.PARALLELISM));
    }

    private static OptionalInt number(Settings settings, Option<Integer> option) {
        return settings.find(option).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }
}
