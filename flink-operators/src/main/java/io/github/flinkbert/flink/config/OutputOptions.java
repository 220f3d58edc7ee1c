package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.required;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.DURATION_TYPE;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.Settings;
import io.github.flinkbert.flink.registry.RegistryConfig;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/** What the Kafka job writes: results and dead letters. */
@Internal
public final class OutputOptions {

    static final Option<String> OUTPUT_TOPIC =
            required("output-topic", TEXT, "Topic for enriched texts.");

    static final Option<OutputFormat> OUTPUT_FORMAT =
            withDefault(
                    "output-format",
                    choice(OutputFormat.class),
                    "json",
                    "Form of enriched texts: JSON, or Avro EnrichedTexts in plain binary or as a"
                            + " schema registry has them.");

    static final Option<String> DEAD_LETTER_TOPIC =
            optional(
                    "dead-letter-topic",
                    TEXT,
                    "Topic for records that cannot be enriched; by default the output topic's"
                            + " name with -dead-letters.");

    static final Option<OutputFormat> DEAD_LETTER_FORMAT =
            withDefault(
                    "dead-letter-format",
                    choice(OutputFormat.class),
                    "json",
                    "Form of dead letters: JSON with bytes in Base64, or Avro DeadLetters in"
                            + " plain binary or as a schema registry has them.");

    static final Option<DeadLetterContent> DEAD_LETTER_CONTENT =
            optional(
                    "dead-letter-content",
                    choice(DeadLetterContent.class),
                    "What dead letters hold of a record: whole, all of it; or without-value, which"
                        + " says topic, partition and offset and leaves its value where it is."
                        + " Default: whole, and without-value where redact-into=text keeps texts"
                        + " out of the output, too.");

    static final Option<Integer> MAX_OUTPUT_BYTES =
            withDefault(
                    "max-output-bytes",
                    wholeNumber(65_536),
                    "1000000",
                    "Longest record that is written, key and headers included; keep it below"
                            + " max.message.bytes of the topics. An enriched text beyond it is a"
                            + " dead letter, a dead letter beyond it is laid in parts.");

    static final Option<Duration> MAX_TIMESTAMP_AHEAD =
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
                    DEAD_LETTER_CONTENT,
                    MAX_OUTPUT_BYTES,
                    MAX_TIMESTAMP_AHEAD);

    private OutputOptions() {}

    /** What dead letters hold of a record. */
    public enum DeadLetterContent {
        WHOLE,
        /** Everything but its value, which is where its text is. */
        WITHOUT_VALUE
    }

    /** The form of the values that are written. */
    public enum OutputFormat {
        JSON,
        /** Plain binary, without a schema id. */
        AVRO,
        /** Avro in the wire format of Confluent's schema registry. */
        AVRO_CONFLUENT
    }

    /**
     * Where results go, and how.
     *
     * @param registry null where no format needs it
     * @param maxBytes longest record that is written, key and headers included
     * @param maxTimestampAhead how far in the future an enriched record's timestamp may lie
     * @param redaction whether the text as it came in is written
     * @param deadLetterContent what dead letters hold of a record
     */
    public record OutputConfig(
            String topic,
            OutputFormat format,
            String deadLetterTopic,
            OutputFormat deadLetterFormat,
            @Nullable RegistryConfig registry,
            int maxBytes,
            Duration maxTimestampAhead,
            RedactedOutput redaction,
            DeadLetterContent deadLetterContent)
            implements Serializable {

        static OutputConfig from(Settings settings) {
            return new OutputConfig(
                    settings.get(OUTPUT_TOPIC),
                    settings.get(OUTPUT_FORMAT),
                    OutputOptions.deadLetterTopic(settings).orElseThrow(),
                    settings.get(DEAD_LETTER_FORMAT),
                    RegistryOptions.config(settings),
                    settings.get(MAX_OUTPUT_BYTES),
                    settings.get(MAX_TIMESTAMP_AHEAD),
                    RedactedOutput.from(settings),
                    settings.find(DEAD_LETTER_CONTENT)
                            .orElse(
                                    RedactedOutput.from(settings).keepsText()
                                            ? DeadLetterContent.WHOLE
                                            : DeadLetterContent.WITHOUT_VALUE));
        }
    }

    /** A job that reads what it writes never ends, and each round makes its records longer. */
    static void check(Settings settings) {
        List<String> written =
                Stream.of(settings.find(OUTPUT_TOPIC), deadLetterTopic(settings))
                        .flatMap(Optional::stream)
                        .toList();
        settings.require(
                written.stream().distinct().count() == written.size(),
                "output-topic and dead-letter-topic must differ, found %s twice"
                        .formatted(written.stream().findFirst().orElse("")));
        for (String topic : written) {
            boolean read =
                    settings.find(SourceOptions.INPUT_TOPICS).stream()
                                    .anyMatch(topics -> topics.contains(topic))
                            || settings.find(SourceOptions.INPUT_TOPIC_PATTERN).stream()
                                    .anyMatch(pattern -> pattern.matcher(topic).matches());
            settings.require(
                    !read, "the job would read topic %s, which it writes".formatted(topic));
        }
    }

    static Optional<String> deadLetterTopic(Settings settings) {
        return settings.find(DEAD_LETTER_TOPIC)
                .or(() -> settings.find(OUTPUT_TOPIC).map(topic -> topic + "-dead-letters"));
    }
}
