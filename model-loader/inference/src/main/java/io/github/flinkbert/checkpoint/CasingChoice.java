package io.github.flinkbert.checkpoint;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.Casing;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;

/** What the user says about casing; needed only where the release itself does not say. */
@PublicEvolving
public enum CasingChoice {
    /** As the release says; refused with a sentence where it does not. */
    AS_RELEASED,
    CASED,
    UNCASED;

    /**
     * The casing to tokenize for.
     *
     * @param released what the release says, empty where it does not
     * @param name of the release
     * @throws CheckpointException if neither the user nor the release says it
     */
    public Casing resolve(Optional<Casing> released, String name) {
        return switch (this) {
            case CASED -> Casing.CASED;
            case UNCASED -> Casing.UNCASED;
            case AS_RELEASED ->
                    released.orElseThrow(
                            () ->
                                    new CheckpointException(
                                            ("%s does not say whether it is cased or"
                                                            + " uncased; say --cased or --uncased")
                                                    .formatted(name)));
        };
    }
}
