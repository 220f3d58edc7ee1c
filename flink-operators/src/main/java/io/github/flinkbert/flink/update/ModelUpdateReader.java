package io.github.flinkbert.flink.update;

import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.PackedAdapter;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.flink.decode.AvroValues;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.model.ModelDefinition;
import io.github.flinkbert.schemas.ModelAdapter;
import io.github.flinkbert.schemas.ModelUpdate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Makes a model's definition of an update: what the update does not say is as the job was started
 * with. Used by one thread.
 */
@Internal
public final class ModelUpdateReader {

    private final ModelDefinition own;
    private final AvroValues<ModelUpdate> values = new AvroValues<>(ModelUpdate.class);

    public ModelUpdateReader(ModelDefinition own) {
        this.own = own;
    }

    /**
     * Reads what the update names, adapters to their last byte, from where this runs.
     *
     * @param value a {@link ModelUpdate} in plain Avro binary; null for the job's own model
     * @throws MalformedRecordException if it is none
     * @throws CheckpointException if what it names cannot be used, or is not what it says
     */
    public ModelDefinition definition(byte @Nullable [] value) throws MalformedRecordException {
        if (value == null) {
            return own;
        }
        ModelUpdate update = values.read(value);
        BertOptions options = own.options().withPrecision(precision(update));
        ModelDefinition base =
                update.getCheckpoint() == null
                        ? new ModelDefinition(options, own.checkpointDigest(), Map.of())
                        : checkpoint(update, options);
        Map<String, PackedAdapter> adapters = new TreeMap<>(own.adapters());
        update.getAdapters().forEach((name, adapter) -> adapters.put(name, packed(name, adapter)));
        return new ModelDefinition(base.options(), base.checkpointDigest(), adapters);
    }

    private Precision precision(ModelUpdate update) {
        if (update.getPrecision() == null) {
            return own.options().precision();
        }
        for (Precision each : Precision.values()) {
            if (each.name().equalsIgnoreCase(update.getPrecision())) {
                return each;
            }
        }
        throw new CheckpointException(
                "the precision of an update is %s, expected one of %s"
                        .formatted(
                                update.getPrecision(),
                                Arrays.toString(Precision.values()).toLowerCase(Locale.ROOT)));
    }

    private static ModelDefinition checkpoint(ModelUpdate update, BertOptions own) {
        BertOptions said = own.withCheckpoint(update.getCheckpoint());
        ModelDefinition resolved = ModelDefinition.resolve(said);
        String digest = resolved.checkpointDigest();
        String wanted = update.getCheckpointDigest();
        if (wanted == null && digest.isEmpty()) {
            throw new CheckpointException(
                    "the checkpoint %s does not lie on the file system: its checkpointDigest is required"
                            .formatted(update.getCheckpoint()));
        }
        requireDigest("the checkpoint " + update.getCheckpoint(), digest, wanted);
        return new ModelDefinition(resolved.options(), wanted == null ? digest : wanted, Map.of());
    }

    private static PackedAdapter packed(String name, ModelAdapter adapter) {
        PackedAdapter packed = PackedAdapter.of(adapter.getLocation());
        requireDigest("the adapter " + name, packed.digest(), adapter.getDigest());
        return packed;
    }

    private static void requireDigest(String what, String found, @Nullable String wanted) {
        if (wanted != null && !found.isEmpty() && !found.equals(wanted)) {
            throw new CheckpointException(
                    "%s has the digest %s, expected %s".formatted(what, found, wanted));
        }
    }
}
