package io.github.flinkbert.training.setting;

import io.github.flinkbert.engine.Precision;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.annotation.Experimental;

/**
 * How a training is carried out; but for the precision, nothing here changes its numbers.
 *
 * @param precision of weights and products of the encoder; what is trained is kept in float32
 * @param threads that share one op, of the whole process; 0 for all processors
 * @param featureBytes the most disk that the frozen layers' hidden states may take; 0 to compute
 *     them anew for every batch
 * @param features folder where those hidden states are kept, which trainings on the same checkpoint
 *     and layer share; beside the training's state where it is empty
 * @param snapshotSteps steps between two snapshots to resume from
 */
@Experimental
public record Execution(
        Precision precision,
        int threads,
        long featureBytes,
        Optional<Path> features,
        int snapshotSteps) {

    /** 20 GiB of features, a snapshot every 50 steps. */
    public static final Execution DEFAULT =
            new Execution(Precision.AUTO, 0, 20L << 30, Optional.empty(), 50);

    public Execution {
        if (threads < 0 || featureBytes < 0 || snapshotSteps < 1) {
            throw new IllegalArgumentException(
                    ("threads and feature bytes must be 0 or more and snapshot steps at least 1,"
                                    + " found %d, %d and %d")
                            .formatted(threads, featureBytes, snapshotSteps));
        }
    }
}
