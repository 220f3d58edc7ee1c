package io.github.flinkbert.engine;

import java.io.Serializable;
import org.apache.flink.annotation.PublicEvolving;

/**
 * Which of several devices of a kind, and whether XLA compiles for it.
 *
 * @param index as in {@code /device:GPU:index}; 0 on the processor
 * @param xla whether the encoder's layers are compiled as one; always so on a TPU
 */
@PublicEvolving
public record Acceleration(int index, boolean xla) implements Serializable {

    /** The first device, op by op. */
    public static final Acceleration NONE = new Acceleration(0, false);

    public Acceleration {
        if (index < 0) {
            throw new IllegalArgumentException(
                    "a device's number must not be negative, found " + index);
        }
    }
}
