package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.option.Option.optional;
import static io.github.flinkbert.flink.option.Option.withDefault;
import static io.github.flinkbert.flink.option.OptionTypes.BOOLEAN;
import static io.github.flinkbert.flink.option.OptionTypes.BYTES;
import static io.github.flinkbert.flink.option.OptionTypes.TEXT;
import static io.github.flinkbert.flink.option.OptionTypes.choice;
import static io.github.flinkbert.flink.option.OptionTypes.wholeNumber;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.LabelHeadKind;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.flink.option.JobConfigException;
import io.github.flinkbert.flink.option.Option;
import io.github.flinkbert.flink.option.OptionTypes;
import io.github.flinkbert.flink.option.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.configuration.MemorySize;

/** Which model the Kafka job or a statement of SQL loads, and how that runs. */
final class ModelOptions {

    /** The name of the one adapter of {@code adapter}, where that is a folder or a URI. */
    private static final String ONLY_ADAPTER = "adapter";

    static final Option<String> MODEL =
            optional(
                            "model",
                            TEXT,
                            "The BERT checkpoint: a folder, a file, a URI,"
                                    + " maven:GROUP:ARTIFACT:VERSION, google:NAME or"
                                    + " hf:OWNER/NAME[@REVISION]; by default the one that the"
                                    + " adapters say they were trained on.")
                    .withDeprecatedKeys("checkpoint");

    static final Option<String> ADAPTER =
            optional(
                    "adapter",
                    TEXT,
                    "A trained adapter for a task beyond the release: the name of one that ships"
                            + " (%s), or a folder; adapters, for several."
                                    .formatted(String.join(", ", ShippedAdapters.names())));

    static final Option<Map<String, String>> ADAPTERS =
            optional(
                    "adapters",
                    OptionTypes.ADAPTERS,
                    "Trained adapters for tasks beyond the release, each under a name, which alone"
                            + " is enough for one that ships.");

    static final Option<CasingChoice> CASING =
            withDefault(
                    "casing",
                    choice(CasingChoice.class),
                    "as-released",
                    "Cased or uncased, where the release does not say.");

    static final Option<Precision> PRECISION =
            withDefault(
                    "precision",
                    choice(Precision.class),
                    "auto",
                    "Number format of weights and products; auto: what the device is best at. int8"
                            + " is faster still and loses a little, so auto never takes it.");

    static final Option<Device> DEVICE =
            withDefault(
                    "device",
                    choice(Device.class),
                    "auto",
                    "Where the encoder runs; auto: on the best device that there is.");

    static final Option<Integer> DEVICE_INDEX =
            withDefault(
                    "device-index",
                    wholeNumber(0),
                    "0",
                    "Which device of several of its kind, from 0 on, where a process sees them"
                            + " all.");

    static final Option<Boolean> XLA =
            withDefault(
                    "xla",
                    BOOLEAN,
                    "false",
                    "Whether XLA compiles the encoder, anew for each of a few shapes of batches:"
                            + " the first texts wait for that. A TPU always does.");

    static final Option<Integer> THREADS =
            withDefault(
                    "threads",
                    wholeNumber(0),
                    "0",
                    "CPU threads of the encoder; 0: as many as there are cores.");

    static final Option<MemorySize> CACHE_SIZE =
            withDefault(
                    "cache-size",
                    BYTES,
                    "0",
                    "How many bytes of results to keep for when their texts come again; 0 for"
                            + " none.");

    /** Not another name of {@link #CACHE_SIZE}: its values are other ones. */
    static final Option<Integer> CACHED_TEXTS =
            optional(
                    "cached-texts",
                    wholeNumber(0),
                    "How cache-size was given before: as a number of texts, of 8192 bytes each.");

    static final Option<Integer> MAX_POSITIONS =
            optional(
                    "max-positions",
                    wholeNumber(1),
                    "The longest sequence to read at once, special tokens included; longer texts"
                            + " are read in windows. By default as many positions as the model"
                            + " was trained on, which inspect shows.");

    static final Option<LabelHeadKind> LABEL_HEAD =
            optional(
                    "label-head",
                    choice(LabelHeadKind.class),
                    "What a head with labels is whose files do not say it: for tokens, or for"
                            + " whole texts.");

    /** In the order in which help shows them. */
    static final List<Option<?>> ALL =
            List.of(
                    MODEL,
                    ADAPTER,
                    ADAPTERS,
                    CASING,
                    PRECISION,
                    DEVICE,
                    DEVICE_INDEX,
                    XLA,
                    THREADS,
                    CACHE_SIZE,
                    CACHED_TEXTS,
                    MAX_POSITIONS,
                    LABEL_HEAD);

    private ModelOptions() {}

    /** What options of the model must be to each other, in the Kafka job and in SQL. */
    static void check(Settings settings) {
        settings.require(
                !settings.isGiven(ADAPTER) || !settings.isGiven(ADAPTERS),
                "adapter is for one, adapters for several under names of their own; found both");
        settings.require(
                !settings.isGiven(CACHE_SIZE) || !settings.isGiven(CACHED_TEXTS),
                "cache-size and cached-texts say the same in bytes and in texts: expected"
                        + " cache-size alone, found both");
        settings.require(
                settings.find(DEVICE).stream().noneMatch(Device.CPU::equals)
                        || settings.find(DEVICE_INDEX).stream().allMatch(index -> index == 0),
                "device-index says which accelerator of several, but device=cpu has none");
    }

    /** Whether anything says which model: without it, there is but the default. */
    static boolean namesAModel(Settings settings) {
        return Stream.of(MODEL, ADAPTER, ADAPTERS).anyMatch(settings::isGiven);
    }

    /** The Kafka job, unlike SQL, has no default. */
    static void requireModel(Settings settings) {
        settings.require(
                namesAModel(settings) || settings.isGiven(RouteOptions.ROUTE),
                "model is required where no adapters are given: " + MODEL.description());
    }

    /**
     * The adapters that are named, by the name that asks have for each.
     *
     * @throws JobConfigException if one has a name that neither a folder here nor one that ships
     *     has
     */
    static Map<String, String> adapters(Settings settings) {
        Map<String, String> adapters =
                settings.find(ADAPTER)
                        .map(ModelOptions::only)
                        .or(() -> settings.find(ADAPTERS))
                        .orElse(Map.of());
        requireThere(adapters);
        return adapters;
    }

    /**
     * @throws JobConfigException if one has a name that neither a folder here nor one that ships
     *     has
     */
    static void requireThere(Map<String, String> adapters) {
        List<String> problems = new ArrayList<>();
        adapters.values().forEach(place -> requireThere(place, problems));
        if (!problems.isEmpty()) {
            throw new JobConfigException(problems);
        }
    }

    private static Map<String, String> only(String adapter) {
        return Map.of(nameOf(adapter), adapter);
    }

    /** The name of an adapter that is given without one. */
    static String nameOf(String adapter) {
        return ShippedAdapters.isName(adapter) ? adapter : ONLY_ADAPTER;
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
        return options(settings, settings.find(MODEL), adapters);
    }

    /** Likewise, of this checkpoint. */
    static BertOptions options(
            Settings settings, Optional<String> checkpoint, Map<String, String> adapters) {
        return cached(settings, checkpointAndAdapters(checkpoint, adapters))
                .withCasing(settings.get(CASING))
                .withPrecision(settings.get(PRECISION))
                .withDevice(settings.get(DEVICE))
                .withAcceleration(new Acceleration(settings.get(DEVICE_INDEX), settings.get(XLA)))
                .withThreads(settings.get(THREADS))
                .withMaxPositions(settings.find(MAX_POSITIONS).orElse(0))
                .toBuilder()
                .labelHead(settings.find(LABEL_HEAD))
                .build();
    }

    private static BertOptions cached(Settings settings, BertOptions model) {
        return settings.find(CACHED_TEXTS)
                .map(model::withCachedTexts)
                .orElseGet(() -> model.withCacheBytes(settings.get(CACHE_SIZE).getBytes()));
    }

    private static BertOptions checkpointAndAdapters(
            Optional<String> checkpoint, Map<String, String> adapters) {
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
