package io.github.flinkbert.encoder;

import org.apache.flink.annotation.Internal;

/**
 * How the graph is run.
 *
 * @param format number format of weights and products
 * @param kernels which forms of the heavy ops
 * @param threads that the process's encoders share: see {@link OpThreads}
 * @param placement on which device
 */
@Internal
public record EncoderSettings(
        NumberFormat format, KernelChoice kernels, int threads, Placement placement) {

    public EncoderSettings {
        if (format == NumberFormat.INT8 && !placement.equals(Placement.CPU)) {
            throw new IllegalArgumentException(
                    "precision int8 runs on the processor, uncompiled: expected device cpu and no"
                            + " xla, found "
                            + placement);
        }
        if (kernels == KernelChoice.ONE_DNN && !placement.equals(Placement.CPU)) {
            throw new IllegalArgumentException(
                    "the fused oneDNN kernels run on the processor, uncompiled; found "
                            + placement);
        }
    }

    /** On the processor. */
    public EncoderSettings(NumberFormat format, KernelChoice kernels, int threads) {
        this(format, kernels, threads, Placement.CPU);
    }

    /** Number format of weights and products; everything else is computed in float32. */
    public enum NumberFormat {
        FLOAT32,
        BFLOAT16,
        /** Half precision, for cards that multiply it faster and know no bfloat16. */
        FLOAT16,
        /**
         * Dense products of the layers in 8 bits; the processor's best format elsewhere. Needs
         * oneDNN's kernels for it.
         */
        INT8
    }

    /** Which forms of the heavy ops to build. */
    public enum KernelChoice {
        /** The fused forms where this TensorFlow has kernels for them, plain ops elsewhere. */
        BEST,
        PORTABLE,
        ONE_DNN
    }
}
