package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.flink.annotation.Internal;

/**
 * How the Kafka job runs: delivery, checkpoints, parallelism, what is in flight, and where the
 * model is asked.
 */
@Internal
public final class ExecutionOptions {

    static final Option<Delivery> DELIVERY =
            withDefault(
                    "delivery",
                    choice(Delivery.class),
                    "at-least-once",
                    "Whether a failure may repeat results, or Kafka's transactions hide repeats"
                            + " from read_committed consumers.");

    static final Option<String> TRANSACTIONAL_ID_PREFIX =
            optional(
                    "transactional-id-prefix",
                    TEXT,
                    "Begins the transactional ids of exactly-once delivery; no two jobs of a"
                            + " Kafka cluster may share it.");

    static final Option<Duration> TRANSACTION_TIMEOUT =
            withDefault(
                    "transaction-timeout",
                    DURATION_TYPE,
                    "15min",
                    "After how long Kafka gives up a transaction; at most the brokers'"
                            + " transaction.max.timeout.ms, and longer than any outage.");

    static final Option<Duration> CHECKPOINT_INTERVAL =
            optional(
                    "checkpoint-interval",
                    DURATION_TYPE,
                    "How often Flink takes a checkpoint; by default as the cluster is"
                            + " configured, else every 10s.");

    static final Option<Integer> PARALLELISM =
            optional("parallelism", wholeNumber(1), "Subtasks; by default as Flink is configured.");

    static final Option<Integer> INFERENCE_PARALLELISM =
            optional(
                    "inference-parallelism",
                    wholeNumber(1),
                    "Subtasks that ask the model; by default as many as read, each connected to"
                            + " one that reads. With order=ordered, records of a partition keep"
                            + " their order.");

    static final Option<Order> ORDER =
            withDefault(
                    "order",
                    choice(Order.class),
                    "ordered",
                    "Whether results leave in the order of the records, or as they are ready.");

    static final Option<Integer> CAPACITY =
            withDefault(
                    "capacity",
                    wholeNumber(1),
                    String.valueOf(AsyncConfig.DEFAULT_CAPACITY),
                    "Records in flight a subtask: enough for a batch on the device and the next"
                            + " one waiting.");

    static final Option<Duration> ASYNC_TIMEOUT =
            withDefault(
                    "async-timeout",
                    DURATION_TYPE,
                    "0s",
                    "After how long an unanswered text fails the job; 0s for never.");

    static final Option<Duration> DEADLINE =
            withDefault(
                    "deadline",
                    DURATION_TYPE,
                    "0s",
                    "How long a text may wait for its answer; after that it leaves the queue and is"
                            + " a dead letter, and the texts behind it go on. 0s for as long as it"
                            + " takes.");

    static final Option<String> INFERENCE_RESOURCE =
            optional(
                    "inference-resource",
                    TEXT,
                    "The name of Flink's external resource that a slot for the model must have,"
                            + " such as gpu: the model is then asked in slots of its own, and a"
                            + " task manager's devices are assigned to its subtasks.");

    static final Option<Integer> INFERENCE_OFF_HEAP =
            withDefault(
                    "inference-off-heap-mebibytes",
                    wholeNumber(1),
                    "1200",
                    "Native memory of such a slot; flink-bert inspect prints the number.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            List.of(
                    DELIVERY,
                    TRANSACTIONAL_ID_PREFIX,
                    TRANSACTION_TIMEOUT,
                    CHECKPOINT_INTERVAL,
                    PARALLELISM,
                    INFERENCE_PARALLELISM,
                    ORDER,
                    CAPACITY,
                    ASYNC_TIMEOUT,
                    DEADLINE);

    /** As {@link #ALL}; help shows them behind the options of the model. */
    static final List<Option<?>> PLACEMENT = List.of(INFERENCE_RESOURCE, INFERENCE_OFF_HEAP);

    private ExecutionOptions() {}

    /** What a reader of the output sees of a failure. */
    public enum Delivery {
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }

    /** In which order results leave. */
    public enum Order {
        ORDERED,
        UNORDERED
    }

    /**
     * @param transactionalIdPrefix given if and only if delivery is exactly-once
     * @param checkpointInterval empty for the cluster's own, or a default where it has none
     */
    public record DeliveryConfig(
            Delivery delivery,
            Optional<String> transactionalIdPrefix,
            Duration transactionTimeout,
            Optional<Duration> checkpointInterval) {

        static DeliveryConfig from(Settings settings) {
            return new DeliveryConfig(
                    settings.get(DELIVERY),
                    settings.find(TRANSACTIONAL_ID_PREFIX),
                    settings.get(TRANSACTION_TIMEOUT),
                    settings.find(CHECKPOINT_INTERVAL));
        }
    }

    /**
     * Records in flight between the async operator's two ends.
     *
     * @param capacity records in flight a subtask
     * @param timeout zero for none
     * @param parallelism subtasks that ask; empty for as many as there are before them
     * @param deadline how long a text may wait for its answer; zero for as long as it takes
     */
    public record AsyncConfig(
            Order order,
            int capacity,
            Duration timeout,
            OptionalInt parallelism,
            Duration deadline) {

        /**
         * Two batches of the engine's token budget, where texts are as short as eight pieces: one
         * on the device and the next one waiting.
         */
        public static final int DEFAULT_CAPACITY = 512;

        static AsyncConfig from(Settings settings) {
            return new AsyncConfig(
                    settings.get(ORDER),
                    settings.get(CAPACITY),
                    settings.get(ASYNC_TIMEOUT),
                    number(settings, INFERENCE_PARALLELISM),
                    settings.get(DEADLINE));
        }
    }

    /**
     * Where the model is asked.
     *
     * @param resource of Flink's external resources, one a slot; empty for slots like all others
     * @param offHeapMebibytes native memory of a slot that has such a resource
     */
    public record PlacementConfig(Optional<String> resource, int offHeapMebibytes) {

        /** In slots like all others. */
        public static final PlacementConfig ANYWHERE = new PlacementConfig(Optional.empty(), 0);

        static PlacementConfig from(Settings settings) {
            return new PlacementConfig(
                    settings.find(INFERENCE_RESOURCE), settings.get(INFERENCE_OFF_HEAP));
        }
    }

    /** Empty for Flink's own setting. */
    static OptionalInt parallelism(Settings settings) {
        return number(settings, PARALLELISM);
    }

    private static OptionalInt number(Settings settings, Option<Integer> option) {
        return settings.find(option).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** Transactions are named, and live longer than what lies between two checkpoints. */
    static void check(Settings settings) {
        settings.find(DEADLINE)
                .filter(deadline -> !deadline.isZero())
                .flatMap(
                        deadline ->
                                settings.find(ASYNC_TIMEOUT)
                                        .filter(timeout -> !timeout.isZero())
                                        .filter(timeout -> timeout.compareTo(deadline) <= 0))
                .ifPresent(
                        timeout ->
                                settings.problem(
                                        "deadline must be shorter than async-timeout, which fails"
                                                + " the job before a text is a dead letter"));
        settings.require(
                settings.isGiven(INFERENCE_RESOURCE) || !settings.isGiven(INFERENCE_OFF_HEAP),
                "inference-off-heap-mebibytes belongs with inference-resource, which is not given");
        settings.require(
                !settings.isGiven(INFERENCE_RESOURCE)
                        || settings.find(ModelOptions.DEVICE_INDEX).stream()
                                .allMatch(index -> index == 0),
                "device-index is for a device of your own choice, but inference-resource assigns"
                        + " devices: expected one of the two");
        if (settings.find(DELIVERY).filter(Delivery.EXACTLY_ONCE::equals).isEmpty()) {
            requireNoTransactions(settings);
            return;
        }
        settings.require(
                settings.isGiven(TRANSACTIONAL_ID_PREFIX),
                "transactional-id-prefix is required with delivery=exactly-once: "
                        + TRANSACTIONAL_ID_PREFIX.description());
        settings.find(TRANSACTION_TIMEOUT)
                .ifPresent(
                        timeout -> {
                            Duration interval =
                                    settings.find(CHECKPOINT_INTERVAL).orElse(Duration.ZERO);
                            settings.require(
                                    timeout.compareTo(interval) > 0,
                                    "transaction-timeout must be longer than checkpoint-interval,"
                                            + " or every transaction is given up before it is"
                                            + " committed");
                        });
    }

    private static void requireNoTransactions(Settings settings) {
        for (Option<?> option : List.of(TRANSACTIONAL_ID_PREFIX, TRANSACTION_TIMEOUT)) {
            settings.require(
                    settings.find(DELIVERY).isEmpty() || !settings.isGiven(option),
                    "%s belongs with delivery=exactly-once, and only with it"
                            .formatted(option.key()));
        }
    }
}
