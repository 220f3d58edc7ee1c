package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;

import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/** How the model of a running Kafka job is exchanged. */
@Internal
public final class UpdateOptions {

    static final Option<String> UPDATES_TOPIC =
            optional(
                    "updates-topic",
                    TEXT,
                    "Compacted topic with Avro ModelUpdates, which exchange the model while the"
                            + " job runs; by default the model stays.");

    static final Option<String> UPDATES_KEY =
            withDefault(
                    "updates-key",
                    TEXT,
                    "default",
                    "The key of the updates that are meant for this job; others are passed over.");

    static final Option<Duration> UPDATES_GATHER_TIME =
            withDefault(
                    "updates-gather-time",
                    DURATION_TYPE,
                    "1s",
                    "For how long updates are gathered before the newest of them is tried.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL = List.of(UPDATES_TOPIC, UPDATES_KEY, UPDATES_GATHER_TIME);

    private UpdateOptions() {}

    /**
     * Where updates of the model come from.
     *
     * @param key of the updates that are meant for this job
     * @param gatherTime for how long updates are gathered before the newest of them is tried
     */
    public record UpdatesConfig(String topic, String key, Duration gatherTime) {

        static Optional<UpdatesConfig> from(Settings settings) {
            return settings.find(UPDATES_TOPIC)
                    .map(
                            topic ->
                                    new UpdatesConfig(
                                            topic,
                                            settings.get(UPDATES_KEY),
                                            settings.get(UPDATES_GATHER_TIME)));
        }
    }

    /** The topic is one of its own, and the other options are of no use without it. */
    static void check(Settings settings) {
        for (Option<?> option : List.of(UPDATES_KEY, UPDATES_GATHER_TIME)) {
            settings.require(
                    settings.isGiven(UPDATES_TOPIC) || !settings.isGiven(option),
                    "%s belongs with updates-topic, which is not given".formatted(option.key()));
        }
        settings.find(UPDATES_TOPIC)
                .ifPresent(
                        topic -> {
                            boolean text =
                                    settings.find(SourceOptions.INPUT_TOPICS).stream()
                                            .anyMatch(topics -> topics.contains(topic));
                            boolean written =
                                    settings.find(OutputOptions.OUTPUT_TOPIC).stream()
                                                    .anyMatch(topic::equals)
                                            || OutputOptions.deadLetterTopic(settings).stream()
                                                    .anyMatch(topic::equals);
                            boolean matched =
                                    settings.find(SourceOptions.INPUT_TOPIC_PATTERN).stream()
                                            .anyMatch(p -> p.matcher(topic).matches());
                            settings.require(
                                    !matched,
                                    "updates-topic must be a topic of its own, but"
                                            + " input-topic-pattern matches "
                                            + topic);
                            settings.require(
                                    !text && !written,
                                    "updates-topic must be a topic of its own, found %s twice"
                                            .formatted(topic));
                        });
    }
}
