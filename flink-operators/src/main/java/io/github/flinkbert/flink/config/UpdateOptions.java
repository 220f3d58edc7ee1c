package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.config.Option.optional;
import static io.github.flinkbert.flink.config.Option.withDefault;
import static io.github.flinkbert.flink.config.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.config.OptionTypes.TEXT;

import java.time.Duration;
import java.util.List;

/** How the model of a running Kafka job is exchanged. */
final class UpdateOptions {

    public static final Option<String> UPDATES_TOPIC =
            optional(
                    "updates-topic",
                    TEXT,
                    "Compacted topic with Avro ModelUpdates, which exchange the model while the"
                            + " job runs; by default the model stays.");

    public static final Option<String> UPDATES_KEY =
            withDefault(
                    "updates-key",
                    TEXT,
                    "default",
                    "The key of the updates that are meant for this job; others are passed over.");

    public static final Option<Duration> UPDATES_GATHER_TIME =
            withDefault(
                    "updates-gather-time",
                    DURATION_TYPE,
                    "1s",
                    "For how long updates are gathered before the newest of them is tried.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL = List.of(UPDATES_TOPIC, UPDATES_KEY, UPDATES_GATHER_TIME);

    private UpdateOptions() {}
}
