package io.github.flinkbert.flink.config;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.failure.CheckpointException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Which model to load and how to run it, as the options of {@link ModelOptions} say. */
final class ModelSettings {

    private ModelSettings() {}

    /** The name of the one adapter of {@code adapter}, where that is a folder or a URI. */
    private static final String ONLY_ADAPTER = "adapter";

    /** What options of the model must be to each other, in the Kafka job and in SQL. */
    static void check(Settings settings) {
        settings.require(
                !settings.isGiven(ModelOptions.ADAPTER) || !settings.isGiven(ModelOptions.ADAPTERS),
                "adapter is for one, adapters for several under names of their own; found both");
        settings.require(
                !settings.isGiven(ModelOptions.CACHE_SIZE)
                        || !settings.isGiven(ModelOptions.CACHED_TEXTS),
                "cache-size and cached-texts say the same in bytes and in texts: expected"
                        + " cache-size alone, found both");
    }

    /** Whether anything says which model: without it, there is but the default. */
    static boolean namesAModel(Settings settings) {
        return Stream.of(ModelOptions.MODEL, ModelOptions.ADAPTER, ModelOptions.ADAPTERS)
                .anyMatch(settings::isGiven);
    }

    /**
     * The adapters that are named, by the name that asks have for each.
     *
     * @throws JobConfigException if one has a name that neither a folder here nor one that ships
     *     has
     */
    static Map<String, String> adapters(Settings settings) {
        Map<String, String> adapters =
                settings.find(ModelOptions.ADAPTER)
                        .map(ModelSettings::only)
                        .or(() -> settings.find(ModelOptions.ADAPTERS))
                        .orElse(Map.of());
        List<String> problems = new ArrayList<>();
        adapters.values().forEach(place -> requireThere(place, problems));
        if (!problems.isEmpty()) {
            throw new JobConfigException(problems);
        }
        return adapters;
    }

    private static Map<String, String> only(String adapter) {
        return Map.of(ShippedAdapters.isName(adapter) ? adapter : ONLY_ADAPTER, adapter);
    }

    private static void requireThere(String place, List<String> problems) {
        try {
            var unused = ShippedAdapters.located(place);
        } catch (CheckpointException e) {
            problems.add("adapter %s: %s".formatted(place, e.getMessage()));
        }
    }

    /**
     * @param adapters name to place; where no checkpoint is given they are opened here, to see
     *     which is theirs
     * @throws JobConfigException if they do not say
     */
    static BertOptions options(Settings settings, Map<String, String> adapters) {
        return cached(settings, checkpointAndAdapters(settings, adapters))
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

    private static BertOptions cached(Settings settings, BertOptions model) {
        return settings.find(ModelOptions.CACHED_TEXTS)
                .map(model::withCachedTexts)
                .orElseGet(
                        () ->
                                model.withCacheBytes(
                                        settings.get(ModelOptions.CACHE_SIZE).getBytes()));
    }

    private static BertOptions checkpointAndAdapters(
            Settings settings, Map<String, String> adapters) {
        Optional<String> checkpoint = settings.find(ModelOptions.MODEL);
        if (checkpoint.isPresent()) {
            return BertOptions.of(checkpoint.get()).withAdapters(adapters);
        }
        if (adapters.isEmpty()) {
            return BertOptions.of(BertOptions.BERT_BASE_CASED);
        }
        try {
            return BertOptions.ofAdapters(adapters);
        } catch (CheckpointException e) {
            throw new JobConfigException(List.of("model is not given: " + e.getMessage()));
        }
    }
}
