package io.github.flinkbert.encoder;

import java.util.Locale;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.tensorflow.DeviceSpec;

/**
 * Which device of the process the graph is for, and whether its encoder is compiled.
 *
 * @param index of several devices of a kind, as in {@code /device:GPU:index}
 * @param compiled whether XLA compiles the encoder's layers as one, anew for each shape of a batch
 */
@Internal
public record Placement(Kind kind, int index, boolean compiled) {

    /** TensorFlow's kinds of devices. */
    public enum Kind {
        CPU,
        GPU,
        TPU
    }

    /** Op by op on the processor. */
    public static final Placement CPU = new Placement(Kind.CPU, 0, false);

    public Placement {
        if (index < 0 || (kind == Kind.CPU && index > 0)) {
            throw new IllegalArgumentException(
                    "there is no device %s %d"
                            .formatted(kind.name().toLowerCase(Locale.ROOT), index));
        }
        if (kind == Kind.TPU && !compiled) {
            throw new IllegalArgumentException("a TPU runs compiled graphs only");
        }
    }

    /** As TensorFlow names it; empty for the processor, where every op may run. */
    Optional<DeviceSpec> device() {
        return switch (kind) {
            case CPU -> Optional.empty();
            case GPU -> Optional.of(device(DeviceSpec.DeviceType.GPU));
            case TPU -> Optional.of(device(DeviceSpec.DeviceType.TPU));
        };
    }

    private DeviceSpec device(DeviceSpec.DeviceType type) {
        return DeviceSpec.newBuilder().deviceType(type).deviceIndex(index).build();
    }
}
