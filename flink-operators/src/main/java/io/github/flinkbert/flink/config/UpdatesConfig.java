package io.github.flinkbert.flink.config;

import java.time.Duration;
import java.util.Optional;

/**
 * Where updates of the model come from.
 *
 * @param key of the updates that are meant for this job
 * @param gatherTime for how long updates are gathered before the newest of them is tried
 */
public record UpdatesConfig(String topic, String key, Duration gatherTime) {

    static Optional<UpdatesConfig> from(Settings settings) {
        return settings.find(UpdateOptions.UPDATES_TOPIC)
                .map(
                        topic ->
                                new UpdatesConfig(
                                        topic,
                                        settings.get(UpdateOptions.UPDATES_KEY),
                                        settings.get(UpdateOptions.UPDATES_GATHER_TIME)));
    }
}
