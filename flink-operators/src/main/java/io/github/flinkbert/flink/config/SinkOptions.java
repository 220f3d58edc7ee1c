package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.config.Option.optional;
import static io.github.flinkbert.flink.config.Option.required;
import static io.github.flinkbert.flink.config.Option.withDefault;
import static io.github.flinkbert.flink.config.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.config.OptionTypes.TEXT;
import static io.github.flinkbert.flink.config.OptionTypes.choice;
import static io.github.flinkbert.flink.config.OptionTypes.wholeNumber;

import java.time.Duration;
import java.util.List;

/** What the Kafka job writes: results and dead letters. */
final class SinkOptions {

    public static final Option<String> OUTPUT_TOPIC =
            required("output-topic", TEXT, "Topic for enriched texts.");

    public static final Option<OutputFormat> OUTPUT_FORMAT =
            withDefault(
                    "output-format",
                    choice(OutputFormat.class),
                    "json",
                    "Form of enriched texts: JSON, or Avro EnrichedTexts in plain binary or as a"
                            + " schema registry has them.");

    public static final Option<String> DEAD_LETTER_TOPIC =
            optional(
                    "dead-letter-topic",
                    TEXT,
                    "Topic for records that cannot be enriched; by default the output topic's"
                            + " name with -dead-letters.");

    public static final Option<OutputFormat> DEAD_LETTER_FORMAT =
            withDefault(
                    "dead-letter-format",
                    choice(OutputFormat.class),
                    "json",
                    "Form of dead letters: JSON with bytes in Base64, or Avro DeadLetters in"
                            + " plain binary or as a schema registry has them.");

    public static final Option<Integer> MAX_OUTPUT_BYTES =
            withDefault(
                    "max-output-bytes",
                    wholeNumber(65_536),
                    "1000000",
                    "Longest record that is written, key and headers included; keep it below"
                            + " max.message.bytes of the topics. An enriched text beyond it is a"
                            + " dead letter, a dead letter beyond it is laid in parts.");

    public static final Option<Duration> MAX_TIMESTAMP_AHEAD =
            withDefault(
                    "max-timestamp-ahead",
                    DURATION_TYPE,
                    "1h",
                    "How far in the future a record's timestamp may lie: the output topic's"
                            + " message.timestamp.after.max.ms. Beyond it is a dead letter.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            List.of(
                    OUTPUT_TOPIC,
                    OUTPUT_FORMAT,
                    DEAD_LETTER_TOPIC,
                    DEAD_LETTER_FORMAT,
                    MAX_OUTPUT_BYTES,
                    MAX_TIMESTAMP_AHEAD);

    private SinkOptions() {}
}
