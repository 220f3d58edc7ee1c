package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.required;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.option.OptionTypes.INSTANT;
import static io.github.flinkbert.flink.option.OptionTypes.LIST;
import static io.github.flinkbert.flink.option.OptionTypes.PATTERN;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;

import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.flink.annotation.Internal;

/** What the Kafka job reads: topics, and where it begins and ends. */
@Internal
public final class SourceOptions {

    static final Option<String> BOOTSTRAP_SERVERS =
            required("bootstrap-servers", TEXT, "Kafka brokers, as host:port,host:port.");

    static final Option<List<String>> INPUT_TOPICS =
            optional("input-topics", LIST, "Topics to read. Either these or a pattern.");

    static final Option<Pattern> INPUT_TOPIC_PATTERN =
            optional(
                    "input-topic-pattern",
                    PATTERN,
                    "Reads every topic whose whole name matches, new ones too.");

    static final Option<String> GROUP_ID =
            withDefault("group-id", TEXT, "flink-bert", "Kafka consumer group.");

    static final Option<StartFrom> START_FROM =
            withDefault(
                    "start-from",
                    choice(StartFrom.class),
                    "committed",
                    "Where to begin without a savepoint; committed: where the group has been,"
                            + " from the earliest record where it has not been yet.");

    static final Option<Instant> START_TIMESTAMP =
            optional("start-timestamp", INSTANT, "Where to begin with start-from=timestamp.");

    static final Option<StopAt> STOP_AT =
            withDefault(
                    "stop-at",
                    choice(StopAt.class),
                    "never",
                    "Where to end; latest: at the records that are last when the job starts.");

    static final Option<Instant> STOP_TIMESTAMP =
            optional("stop-timestamp", INSTANT, "Where to end with stop-at=timestamp.");

    static final Option<Duration> IDLE_TIMEOUT =
            withDefault(
                    "idle-timeout",
                    DURATION_TYPE,
                    "1min",
                    "After how long a silent partition no longer holds watermarks back;"
                            + " 0s for never.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            List.of(
                    BOOTSTRAP_SERVERS,
                    INPUT_TOPICS,
                    INPUT_TOPIC_PATTERN,
                    GROUP_ID,
                    START_FROM,
                    START_TIMESTAMP,
                    STOP_AT,
                    STOP_TIMESTAMP,
                    IDLE_TIMEOUT);

    private SourceOptions() {}

    /** Where a job without a savepoint begins to read. */
    public enum StartFrom {
        EARLIEST,
        LATEST,
        /**
         * Where the consumer group has been; from the earliest record where it has not been yet.
         */
        COMMITTED,
        /** At the first record that is not older than a given time. */
        TIMESTAMP
    }

    /** Where a job ends. */
    public enum StopAt {
        NEVER,
        /** At the records that are last when the job starts. */
        LATEST,
        /** Before the first record that is not older than a given time. */
        TIMESTAMP
    }

    /**
     * What to read, and from where to where. Exactly one of topics and pattern is given.
     *
     * @param startTimestamp given if and only if {@code startFrom} is a timestamp
     * @param stopTimestamp given if and only if {@code stopAt} is a timestamp
     * @param idleTimeout zero for never
     */
    public record SourceConfig(
            Optional<List<String>> topics,
            Optional<Pattern> topicPattern,
            String groupId,
            StartFrom startFrom,
            Optional<Instant> startTimestamp,
            StopAt stopAt,
            Optional<Instant> stopTimestamp,
            Duration idleTimeout) {

        static SourceConfig from(Settings settings) {
            return new SourceConfig(
                    settings.find(INPUT_TOPICS),
                    settings.find(INPUT_TOPIC_PATTERN),
                    settings.get(GROUP_ID),
                    settings.get(START_FROM),
                    settings.find(START_TIMESTAMP),
                    settings.get(STOP_AT),
                    settings.find(STOP_TIMESTAMP),
                    settings.get(IDLE_TIMEOUT));
        }
    }

    /** What these options must be to each other. */
    static void check(Settings settings) {
        exactlyOneInput(settings);
        timestampsWhereAsked(settings);
    }

    private static void exactlyOneInput(Settings settings) {
        boolean topics = settings.isGiven(INPUT_TOPICS);
        boolean pattern = settings.isGiven(INPUT_TOPIC_PATTERN);
        settings.require(
                topics != pattern,
                "exactly one of input-topics and input-topic-pattern is required, found "
                        + (topics ? "both" : "neither"));
    }

    private static void timestampsWhereAsked(Settings settings) {
        settings.find(START_FROM)
                .ifPresent(
                        from ->
                                settings.require(
                                        (from == StartFrom.TIMESTAMP)
                                                == settings.isGiven(START_TIMESTAMP),
                                        "start-timestamp belongs with start-from=timestamp, and"
                                                + " only with it"));
        settings.find(STOP_AT)
                .ifPresent(
                        at ->
                                settings.require(
                                        (at == StopAt.TIMESTAMP)
                                                == settings.isGiven(STOP_TIMESTAMP),
                                        "stop-timestamp belongs with stop-at=timestamp, and only"
                                                + " with it"));
    }
}
