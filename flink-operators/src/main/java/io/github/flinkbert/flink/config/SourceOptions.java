package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.config.Option.optional;
import static io.github.flinkbert.flink.config.Option.required;
import static io.github.flinkbert.flink.config.Option.withDefault;
import static io.github.flinkbert.flink.config.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.config.OptionTypes.INSTANT;
import static io.github.flinkbert.flink.config.OptionTypes.LIST;
import static io.github.flinkbert.flink.config.OptionTypes.PATTERN;
import static io.github.flinkbert.flink.config.OptionTypes.TEXT;
import static io.github.flinkbert.flink.config.OptionTypes.ZONE;
import static io.github.flinkbert.flink.config.OptionTypes.choice;
import static io.github.flinkbert.flink.config.OptionTypes.wholeNumber;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/** What the Kafka job reads: topics, their format, and where it begins and ends. */
final class SourceOptions {

    public static final Option<String> BOOTSTRAP_SERVERS =
            required("bootstrap-servers", TEXT, "Kafka brokers, as host:port,host:port.");

    public static final Option<List<String>> INPUT_TOPICS =
            optional("input-topics", LIST, "Topics to read. Either these or a pattern.");

    public static final Option<Pattern> INPUT_TOPIC_PATTERN =
            optional(
                    "input-topic-pattern",
                    PATTERN,
                    "Reads every topic whose whole name matches, new ones too.");

    public static final Option<InputFormat> INPUT_FORMAT =
            withDefault(
                    "input-format",
                    choice(InputFormat.class),
                    "json",
                    "Form of the values read: JSON objects, Avro TextEvents in plain binary or"
                            + " as a schema registry has them, or the text itself in UTF-8.");

    public static final Option<String> JSON_TEXT_FIELD =
            withDefault("json-text-field", TEXT, "text", "JSON field with the text.");

    public static final Option<String> JSON_ID_FIELD =
            withDefault(
                    "json-id-field",
                    TEXT,
                    "id",
                    "JSON field with the text's identity; topic/partition/offset where absent.");

    public static final Option<String> JSON_QUESTION_FIELD =
            withDefault("json-question-field", TEXT, "question", "JSON field with a question.");

    public static final Option<String> JSON_TIME_FIELD =
            withDefault(
                    "json-time-field",
                    TEXT,
                    "eventTime",
                    "JSON field with the event's time, in ISO 8601 or a number since 1970.");

    public static final Option<ZoneId> TIME_ZONE =
            optional(
                    "time-zone",
                    ZONE,
                    "Zone of times in JSON that say none; without it such a record is a dead"
                            + " letter.");

    public static final Option<EpochUnit> TIME_UNIT =
            withDefault(
                    "time-unit",
                    choice(EpochUnit.class),
                    "millis",
                    "In what numbers in JSON count the time since 1970.");

    public static final Option<Integer> MAX_RECORD_BYTES =
            withDefault(
                    "max-record-bytes",
                    wholeNumber(1),
                    "1048576",
                    "Longest value that is read; a longer one is a dead letter.");

    public static final Option<Integer> MAX_TEXT_CHARS =
            withDefault(
                    "max-text-chars",
                    wholeNumber(1),
                    "100000",
                    "Longest text that is asked about, in UTF-16 code units; a longer one is a"
                            + " dead letter.");

    public static final Option<String> GROUP_ID =
            withDefault("group-id", TEXT, "flink-bert", "Kafka consumer group.");

    public static final Option<StartFrom> START_FROM =
            withDefault(
                    "start-from",
                    choice(StartFrom.class),
                    "committed",
                    "Where to begin without a savepoint; committed: where the group has been,"
                            + " from the earliest record where it has not been yet.");

    public static final Option<Instant> START_TIMESTAMP =
            optional("start-timestamp", INSTANT, "Where to begin with start-from=timestamp.");

    public static final Option<StopAt> STOP_AT =
            withDefault(
                    "stop-at",
                    choice(StopAt.class),
                    "never",
                    "Where to end; latest: at the records that are last when the job starts.");

    public static final Option<Instant> STOP_TIMESTAMP =
            optional("stop-timestamp", INSTANT, "Where to end with stop-at=timestamp.");

    public static final Option<Duration> IDLE_TIMEOUT =
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
                    INPUT_FORMAT,
                    JSON_TEXT_FIELD,
                    JSON_ID_FIELD,
                    JSON_QUESTION_FIELD,
                    JSON_TIME_FIELD,
                    TIME_ZONE,
                    TIME_UNIT,
                    MAX_RECORD_BYTES,
                    MAX_TEXT_CHARS,
                    GROUP_ID,
                    START_FROM,
                    START_TIMESTAMP,
                    STOP_AT,
                    STOP_TIMESTAMP,
                    IDLE_TIMEOUT);

    private SourceOptions() {}
}
