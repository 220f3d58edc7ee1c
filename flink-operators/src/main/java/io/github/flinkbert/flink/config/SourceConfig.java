package io.github.flinkbert.flink.config;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

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
                settings.find(SourceOptions.INPUT_TOPICS),
                settings.find(SourceOptions.INPUT_TOPIC_PATTERN),
                settings.get(SourceOptions.GROUP_ID),
                settings.get(SourceOptions.START_FROM),
                settings.find(SourceOptions.START_TIMESTAMP),
                settings.get(SourceOptions.STOP_AT),
                settings.find(SourceOptions.STOP_TIMESTAMP),
                settings.get(SourceOptions.IDLE_TIMEOUT));
    }
}
