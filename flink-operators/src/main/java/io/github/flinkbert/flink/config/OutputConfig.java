package io.github.flinkbert.flink.config;

import io.github.flinkbert.flink.registry.RegistryConfig;
import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * Where results go, and how.
 *
 * @param registry null where no format needs it
 * @param maxBytes longest record that is written, key and headers included
 * @param maxTimestampAhead how far in the future an enriched record's timestamp may lie
 */
public record OutputConfig(
        String topic,
        OutputFormat format,
        String deadLetterTopic,
        OutputFormat deadLetterFormat,
        RegistryConfig registry,
        int maxBytes,
        Duration maxTimestampAhead)
        implements Serializable {

    static OutputConfig from(Settings settings) {
        return new OutputConfig(
                settings.get(SinkOptions.OUTPUT_TOPIC),
                settings.get(SinkOptions.OUTPUT_FORMAT),
                deadLetterTopic(settings).orElseThrow(),
                settings.get(SinkOptions.DEAD_LETTER_FORMAT),
                RegistryOptions.config(settings),
                settings.get(SinkOptions.MAX_OUTPUT_BYTES),
                settings.get(SinkOptions.MAX_TIMESTAMP_AHEAD));
    }

    static Optional<String> deadLetterTopic(Settings settings) {
        return settings.find(SinkOptions.DEAD_LETTER_TOPIC)
                .or(
                        () ->
                                settings.find(SinkOptions.OUTPUT_TOPIC)
                                        .map(topic -> topic + "-dead-letters"));
    }
}
