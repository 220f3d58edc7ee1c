package io.github.flinkbert.flink.model;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.engine.Acceleration;
import io.github.flinkbert.engine.Device;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.CacheFolder;
import io.github.flinkbert.location.FileDigests;
import io.github.flinkbert.location.Locator;
import io.github.flinkbert.location.ProgressListener;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.annotation.PublicEvolving;

/**
 * A model that another machine can load, and that stays what it is: the checkpoint as a URI with
 * the digest of what was found there, the adapters as their very bytes. Immutable.
 *
 * @param options with the checkpoint's URI, and without adapters
 * @param checkpointDigest SHA-256 of what lies at that URI; empty where nobody has looked yet
 * @param adapters by the name that asks have for them
 */
@PublicEvolving
public record ModelDefinition(
        BertOptions options, String checkpointDigest, Map<String, PackedAdapter> adapters)
        implements Serializable {

    public ModelDefinition {
        options = options.withAdapters(Map.of());
        adapters = Map.copyOf(adapters);
    }

    /**
     * Resolves what options name, on the machine where they were said: {@code maven:} names and
     * paths become {@code file:} URIs, and a checkpoint that lies on this machine is looked into.
     * An {@code hf:} name gets the commit that it is now, and it and a {@code google:} name are
     * fetched, so that their digest is known; each other machine fetches them by that name. A
     * checkpoint elsewhere is not fetched for that.
     *
     * @throws CheckpointException with a sentence for the user if something cannot be used
     */
    public static ModelDefinition resolve(BertOptions options) {
        return resolve(options, ProgressListener.silent());
    }

    /** Like {@link #resolve(BertOptions)}, telling how far fetching and unpacking have come. */
    public static ModelDefinition resolve(BertOptions options, ProgressListener progress) {
        String uri = new Locator(CacheFolder.standard(), progress).absolute(options.checkpoint());
        Map<String, PackedAdapter> packed = new TreeMap<>();
        options.adapters().forEach((name, place) -> packed.put(name, PackedAdapter.of(place)));
        return new ModelDefinition(
                options.withCheckpoint(uri),
                canBeLookedInto(uri) ? digest(uri, options, progress) : "",
                packed);
    }

    private static boolean canBeLookedInto(String uri) {
        return uri.startsWith("file:")
                || uri.startsWith("jar:file:")
                || Locator.isPublishedName(uri);
    }

    private static String digest(String uri, BertOptions options, ProgressListener progress) {
        try (Checkpoint checkpoint = Checkpoints.open(uri, progress)) {
            var unused = checkpoint.positions(options.maxPositions()); // or it is refused here
            return checkpoint.digest();
        }
    }

    /**
     * What tells models apart, SHA-256 in hexadecimal: where it can be known what they are made of,
     * it does not matter where they lie.
     */
    public String id() {
        StringBuilder parts = new StringBuilder();
        parts.append(checkpointDigest.isEmpty() ? options.checkpoint() : checkpointDigest)
                .append('\n')
                .append(options.casing())
                .append(' ')
                .append(options.precision())
                .append(' ')
                .append(options.device());
        // Not where there is none: models that savepoints name were known before there could be.
        if (!options.acceleration().equals(Acceleration.NONE)) {
            parts.append(' ').append(options.acceleration());
        }
        if (options.maxPositions() > 0) {
            parts.append(" max-positions ").append(options.maxPositions());
        }
        options.labelHead().ifPresent(kind -> parts.append(" label-head ").append(kind));
        new TreeMap<>(adapters)
                .forEach(
                        (name, adapter) ->
                                parts.append('\n')
                                        .append(name)
                                        .append(' ')
                                        .append(adapter.digest()));
        return FileDigests.ofText(parts.toString());
    }

    /**
     * Loads it where it has arrived.
     *
     * @throws CheckpointException if it is not there, or is no longer what it was
     */
    public Bert open() {
        Map<String, String> unpacked = new TreeMap<>();
        adapters.forEach((name, adapter) -> unpacked.put(name, adapter.unpacked()));
        Bert bert = Bert.open(RemoteFiles.fetched(options).withAdapters(unpacked));
        if (!checkpointDigest.isEmpty() && !checkpointDigest.equals(bert.checkpointDigest())) {
            String found = bert.checkpointDigest();
            bert.close();
            throw new CheckpointException(
                    "%s has changed: its digest is %s, expected %s"
                            .formatted(options.checkpoint(), found, checkpointDigest));
        }
        return bert;
    }

    /**
     * The same model on another device of its kind; there is but one processor.
     *
     * @param index as in {@code /device:GPU:index}
     */
    public ModelDefinition onDevice(int index) {
        return options.device() == Device.CPU
                ? this
                : new ModelDefinition(
                        options.withAcceleration(
                                new Acceleration(index, options.acceleration().xla())),
                        checkpointDigest,
                        adapters);
    }

    /** Without the adapters' bytes. */
    @Override
    public String toString() {
        return "ModelDefinition[%s %s]".formatted(options.checkpoint(), adapters.keySet());
    }
}
