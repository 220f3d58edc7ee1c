package io.github.flinkbert.flink.config;

import static io.github.flinkbert.flink.config.Option.optional;
import static io.github.flinkbert.flink.config.Option.withDefault;
import static io.github.flinkbert.flink.config.OptionTypes.BOOLEAN;
import static io.github.flinkbert.flink.config.OptionTypes.BYTES;
import static io.github.flinkbert.flink.config.OptionTypes.TEXT;
import static io.github.flinkbert.flink.config.OptionTypes.choice;
import static io.github.flinkbert.flink.config.OptionTypes.wholeNumber;

import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.MemorySize;

/** What the Kafka job loads, and how that runs. */
final class ModelOptions {

    public static final Option<String> MODEL =
            optional(
                            "model",
                            TEXT,
                            "The BERT checkpoint: a folder, a file, a URI, or"
                                    + " maven:GROUP:ARTIFACT:VERSION; by default the one that the"
                                    + " adapters say they were trained on.")
                    .withDeprecatedKeys("checkpoint");

    public static final Option<String> ADAPTER =
            optional(
                    "adapter",
                    TEXT,
                    "A trained adapter for a task beyond the release: the name of one that ships"
                            + " (entities-en, answers-en, entities-ko), or a folder; adapters, for"
                            + " several.");

    public static final Option<Map<String, String>> ADAPTERS =
            optional(
                    "adapters",
                    OptionTypes.ADAPTERS,
                    "Trained adapters for tasks beyond the release, each under a name, which alone"
                            + " is enough for one that ships.");

    public static final Option<CasingChoice> CASING =
            withDefault(
                    "casing",
                    choice(CasingChoice.class),
                    "as-released",
                    "Cased or uncased, where the release does not say.");

    public static final Option<Precision> PRECISION =
            withDefault(
                    "precision",
                    choice(Precision.class),
                    "auto",
                    "Number format of weights and products.");

    public static final Option<Device> DEVICE =
            withDefault("device", choice(Device.class), "auto", "Where the encoder runs.");

    public static final Option<Integer> DEVICE_INDEX =
            withDefault(
                    "device-index",
                    wholeNumber(0),
                    "0",
                    "Which device of several of its kind, where a task manager sees them all.");

    public static final Option<Boolean> XLA =
            withDefault(
                    "xla",
                    BOOLEAN,
                    "false",
                    "Whether XLA compiles the encoder, anew for each of a few shapes of batches.");

    public static final Option<Integer> THREADS =
            withDefault(
                    "threads",
                    wholeNumber(0),
                    "0",
                    "CPU threads for the encoder; 0 lets the process decide.");

    public static final Option<MemorySize> CACHE_SIZE =
            withDefault(
                    "cache-size",
                    BYTES,
                    "0",
                    "How many bytes of results to keep for when their texts come again; 0 for"
                            + " none.");

    /** Not another name of {@link #CACHE_SIZE}: its values are other ones. */
    public static final Option<Integer> CACHED_TEXTS =
            optional(
                    "cached-texts",
                    wholeNumber(0),
                    "How cache-size was given before: as a number of texts, of 8192 bytes each.");

    public static final Option<Integer> MAX_POSITIONS =
            optional(
                    "max-positions",
                    wholeNumber(1),
                    "The longest sequence to read at once, special tokens included; longer texts"
                            + " are read in windows. By default as many positions as the model"
                            + " was trained on.");

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
                    MAX_POSITIONS);

    private ModelOptions() {}
}
