package io.github.flinkbert.flink.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Where results go, and how.
 *
 * @param maxBytes longest record that is written, key and headers included
 * @param maxTimestampAhead how far in the future an enriched record's timestamp may lie
 */
public record OutputConfig(
        String topic,
        OutputFormat format,
        String deadLetterTopic,
        OutputFormat deadLetterFormat,
        int maxBytes,
        Duration maxTimestampAhead)
        implements Serializable {

    static OutputConfig from(Settings settings) {
        return new OutputConfig(
                settings.get(JobOptions.OUTPUT_TOPIC),
                settings.get(JobOptions.OUTPUT_FORMAT),
                deadLetterTopic(settings).orElseThrow(),
                settings.get(JobOptions.DEAD_LETTER_FORMAT),
                settings.get(JobOptions.MAX_OUTPUT_BYTES),
                settings.get(JobOptions.MAX_TIMESTAMP_AHEAD));
    }

    static Optional<String> deadLetterTopic(Settings settings) {
        return settings.find(JobOptions.DEAD_LETTER_TOPIC)
                .or(
                        () ->
                                settings.find(JobOptions.OUTPUT_TOPIC)
                                        .map(topic -> topic + "-dead-letters"));
    }
}
