package io.github.flinkbert.flink.config;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CheckpointException;
import io.github.flinkbert.engine.Acceleration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which model to load and how to run it, as the options of {@link ModelOptions} say. */
final class ModelSettings {

    private ModelSettings() {}

    /**
     * @param adapters name to folder; where no checkpoint is given they are opened here, to see
     *     which is theirs
     * @throws JobConfigException if they do not say
     */
    static BertOptions options(Settings settings, Map<String, String> adapters) {
        return checkpointAndAdapters(settings, adapters)
                .withCachedTexts(settings.get(ModelOptions.CACHED_TEXTS))
                .withCasing(settings.get(ModelOptions.CASING))
                .withPrecision(settings.get(ModelOptions.PRECISION))
                .withDevice(settings.get(ModelOptions.DEVICE))
                .withAcceleration(
                        new Acceleration(
                                settings.get(ModelOptions.DEVICE_INDEX),
                                settings.get(ModelOptions.XLA)))
                .withThreads(settings.get(ModelOptions.THREADS))
                .withMaxPositions(settings.find(ModelOptions.MAX_POSITIONS).orElse(0));
    }

    private static BertOptions checkpointAndAdapters(
            Settings settings, Map<String, String> adapters) {
        Optional<String> checkpoint = settings.find(ModelOptions.CHECKPOINT);
        if (checkpoint.isPresent()) {
            return BertOptions.of(checkpoint.get()).withAdapters(adapters);
        }
        try {
            return BertOptions.ofAdapters(adapters);
        } catch (CheckpointException e) {
            throw new JobConfigException(List.of("checkpoint is not given: " + e.getMessage()));
        }
    }
}
