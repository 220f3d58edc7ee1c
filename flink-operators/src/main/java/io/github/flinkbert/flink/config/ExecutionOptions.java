package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.config.Option.optional;
import static io.github.flinkbert.flink.config.Option.withDefault;
import static io.github.flinkbert.flink.config.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.config.OptionTypes.TEXT;
import static io.github.flinkbert.flink.config.OptionTypes.choice;
import static io.github.flinkbert.flink.config.OptionTypes.wholeNumber;

import io.github.flinkbert.flink.config.KafkaJobConfig.AsyncConfig;
import java.time.Duration;
import java.util.List;

/** How the Kafka job runs: delivery, checkpoints, parallelism and what is in flight. */
final class ExecutionOptions {

    public static final Option<Delivery> DELIVERY =
            withDefault(
                    "delivery",
                    choice(Delivery.class),
                    "at-least-once",
                    "Whether a failure may repeat results, or Kafka's transactions hide repeats"
                            + " from read_committed consumers.");

    public static final Option<String> TRANSACTIONAL_ID_PREFIX =
            optional(
                    "transactional-id-prefix",
                    TEXT,
                    "Begins the transactional ids of exactly-once delivery; no two jobs of a"
                            + " Kafka cluster may share it.");

    public static final Option<Duration> TRANSACTION_TIMEOUT =
            withDefault(
                    "transaction-timeout",
                    DURATION_TYPE,
                    "15min",
                    "After how long Kafka gives up a transaction; at most the brokers'"
                            + " transaction.max.timeout.ms, and longer than any outage.");

    public static final Option<Duration> CHECKPOINT_INTERVAL =
            optional(
                    "checkpoint-interval",
                    DURATION_TYPE,
                    "How often Flink takes a checkpoint; by default as the cluster is"
                            + " configured, else every 10s.");

    public static final Option<Integer> PARALLELISM =
            optional("parallelism", wholeNumber(1), "Subtasks; by default as Flink is configured.");

    public static final Option<Integer> INFERENCE_PARALLELISM =
            optional(
                    "inference-parallelism",
                    wholeNumber(1),
                    "Subtasks that ask the model; by default as many as read, each connected to"
                            + " one that reads. With order=ordered, records of a partition keep"
                            + " their order.");

    public static final Option<Order> ORDER =
            withDefault(
                    "order",
                    choice(Order.class),
                    "ordered",
                    "Whether results leave in the order of the records, or as they are ready.");

    public static final Option<Integer> CAPACITY =
            withDefault(
                    "capacity",
                    wholeNumber(1),
                    String.valueOf(AsyncConfig.DEFAULT_CAPACITY),
                    "Records in flight a subtask: enough for a batch on the device and the next"
                            + " one waiting.");

    public static final Option<Duration> ASYNC_TIMEOUT =
            withDefault(
                    "async-timeout",
                    DURATION_TYPE,
                    "0s",
                    "After how long an unanswered text fails the job; 0s for never.");

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
                    ASYNC_TIMEOUT);

    private ExecutionOptions() {}
}
