package io.github.flinkbert.family;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import org.apache.flink.annotation.Internal;

/** Finds the family of a checkpoint among those that are read. */
@Internal
public final class ModelFamilies {

    private ModelFamilies() {}

    /** The family that a checkpoint says it belongs to. */
    public static ModelFamily of(Checkpoint checkpoint) {
        return Checkpoints.families().stream()
                .filter(family -> family.name().equals(checkpoint.family()))
                .filter(ModelFamily.class::isInstance)
                .map(ModelFamily.class::cast)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "%s is of the family %s, which nothing here loads"
                                                .formatted(
                                                        checkpoint.name(), checkpoint.family())));
    }
}
