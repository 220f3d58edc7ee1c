package io.github.flinkbert.engine;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.encoder.AutomaticFormat;
import io.github.flinkbert.encoder.Encoder;
import io.github.flinkbert.encoder.EncoderSettings;
import io.github.flinkbert.encoder.EncoderSettings.KernelChoice;
import io.github.flinkbert.encoder.EncoderSettings.NumberFormat;
import io.github.flinkbert.encoder.Placement;
import io.github.flinkbert.failure.CheckpointException;
import java.util.Locale;

/** What a wish for a device comes to in this process. */
final class Devices {

    private Devices() {}

    /**
     * @param threads the process's plan, for looking makes its first session
     * @throws IllegalStateException if the device is not there
     */
    static Placement placement(Device wanted, Acceleration acceleration, int threads) {
        return switch (wanted) {
            case CPU -> cpu(acceleration);
            case AUTO -> {
                Placement gpu = gpu(acceleration);
                yield finds(gpu, threads) ? gpu : cpu(acceleration);
            }
            case GPU -> required(gpu(acceleration), threads);
            case TPU ->
                    required(
                            new Placement(Placement.Kind.TPU, acceleration.index(), true), threads);
        };
    }

    /** The number format that the device is best at, without loss that shows. */
    static Precision best(Placement placement, int threads) {
        return switch (AutomaticFormat.of(settings(placement, threads)).format()) {
            case FLOAT32 -> Precision.FLOAT32;
            case BFLOAT16 -> Precision.BFLOAT16;
            case FLOAT16 -> Precision.FLOAT16;
            case INT8 -> throw new IllegalStateException("8 bits are chosen by people only");
        };
    }

    /**
     * The place of a family that is computed in Java.
     *
     * @throws CheckpointException if another than the processor is wanted
     */
    static Placement withoutGraph(Checkpoint checkpoint, Device wanted, Acceleration acceleration) {
        if ((wanted != Device.AUTO && wanted != Device.CPU) || acceleration.xla()) {
            throw new CheckpointException(
                    "%s (%s) is computed on the processor: expected device cpu or auto and no xla, found %s%s"
                            .formatted(
                                    checkpoint.name(),
                                    checkpoint.family(),
                                    wanted.name().toLowerCase(Locale.ROOT),
                                    acceleration.xla() ? " with xla" : ""));
        }
        return Placement.CPU;
    }

    /**
     * The number format of a family that is computed in float32 alone.
     *
     * @throws CheckpointException if another than float32 is wanted
     */
    static Precision float32(Checkpoint checkpoint, Precision wanted) {
        if (wanted != Precision.AUTO && wanted != Precision.FLOAT32) {
            throw new CheckpointException(
                    "%s (%s) is computed in float32: expected precision float32 or auto, found %s"
                            .formatted(
                                    checkpoint.name(),
                                    checkpoint.family(),
                                    wanted.name().toLowerCase(Locale.ROOT)));
        }
        return Precision.FLOAT32;
    }

    private static Placement cpu(Acceleration acceleration) {
        return new Placement(Placement.Kind.CPU, acceleration.index(), acceleration.xla());
    }

    private static Placement gpu(Acceleration acceleration) {
        return new Placement(Placement.Kind.GPU, acceleration.index(), acceleration.xla());
    }

    private static Placement required(Placement placement, int threads) {
        if (!finds(placement, threads)) {
            String kind = placement.kind().name().toLowerCase(Locale.ROOT);
            throw new IllegalStateException(
                    "device %s %d is not there: this TensorFlow finds none such; say cpu or auto, or build with %s"
                            .formatted(
                                    kind,
                                    placement.index(),
                                    placement.kind() == Placement.Kind.GPU
                                            ? "-Dtensorflow.platform=linux-x86_64-gpu on a machine"
                                                    + " with CUDA 12"
                                            : "a TensorFlow of your own that has TPUs in it"));
        }
        return placement;
    }

    private static boolean finds(Placement placement, int threads) {
        return Encoder.finds(settings(placement, threads));
    }

    private static EncoderSettings settings(Placement placement, int threads) {
        return new EncoderSettings(NumberFormat.FLOAT32, KernelChoice.BEST, threads, placement);
    }
}
