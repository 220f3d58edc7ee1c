package io.github.flinkbert.encoder;

import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * Finds out, by multiplying numbers at the ends of their range, whether this TensorFlow and this
 * processor compute 8-bit products, and exactly: without VNNI's instructions, sums of two products
 * are cut off at 16 bits (oneDNN's developer guide, "Nuances of int8 Computations").
 */
final class EightBitProbe {

    private static final Logger LOG = LoggerFactory.getLogger(EightBitProbe.class);

    /** Inputs of the product, enough for whole vectors of the processor. */
    private static final int INPUTS = 64;

    private static final int ROWS = 16;
    private static final int OUTPUTS = 16;

    private EightBitProbe() {}

    /**
     * @throws IllegalStateException with a sentence for the user if 8-bit products cannot be
     *     computed
     */
    static void require(EncoderSettings settings) {
        if (settings.kernels() == EncoderSettings.KernelChoice.PORTABLE) {
            throw new IllegalStateException("8-bit products have no portable form");
        }
        if (!works(EncoderLoader.session(settings))) {
            throw new IllegalStateException(
                    "precision int8 needs a processor with VNNI (avx512_vnni, avx_vnni or AMX) and"
                            + " a TensorFlow with oneDNN's 8-bit kernels, which are not both here;"
                            + " expected bfloat16, float32 or auto");
        }
    }

    /**
     * @param config the process's session options: its first session fixes them for all
     */
    static boolean works(ConfigProto config) {
        try {
            return exact(config, DataType.DT_QINT8) && exact(config, DataType.DT_QUINT8);
        } catch (TensorFlowException | IllegalArgumentException e) {
            LOG.info("No 8-bit oneDNN kernels here: {}", e.getMessage());
            return false;
        }
    }

    private static boolean exact(ConfigProto config, DataType type) {
        byte[] weights = new byte[INPUTS * OUTPUTS];
        Arrays.fill(weights, (byte) 127);
        float[] x = new float[ROWS * INPUTS];
        boolean signed = type == DataType.DT_QINT8;
        Arrays.fill(x, signed ? -127 : 255);
        float expected = (signed ? -127 : 255) * 127f * INPUTS;
        try (Graph graph = new Graph();
                Session session = new Session(graph, config);
                TUint8 kernel =
                        TUint8.tensorOf(Shape.of(INPUTS, OUTPUTS), DataBuffers.of(weights));
                TFloat32 input = TFloat32.tensorOf(Shape.of(ROWS, INPUTS), DataBuffers.of(x))) {
            Ops tf = Ops.create(graph);
            QuantizedOps quantized = new QuantizedOps(tf);
            var fedKernel = tf.placeholder(TUint8.class);
            var fedInput = tf.placeholder(TFloat32.class);
            Operand<TFloat32> bias = tf.constant(new float[OUTPUTS]);
            float[] reach = new float[OUTPUTS];
            Arrays.fill(reach, 127);
            QuantizedOps.Rounded rounded =
                    signed ? quantized.signed(fedInput, 127) : quantized.unsigned(fedInput, 0, 255);
            var scales = tf.placeholder(TFloat32.class);
            Operand<TFloat32> y =
                    quantized.dense(
                            rounded,
                            new QuantizedOps.Kernel(
                                    quantized.cast(fedKernel, DataType.DT_QINT8), scales, bias),
                            TFloat32.class);
            try (Tensor found =
                    session.runner()
                            .feed(fedKernel, kernel)
                            .feed(fedInput, input)
                            .feed(scales, KernelScales.of(reach))
                            .fetch(y)
                            .run()
                            .get(0)) {
                float[] values = new float[ROWS * OUTPUTS];
                found.asRawTensor().data().asFloats().read(values);
                for (float value : values) {
                    if (Math.abs(value - expected) > 1) {
                        LOG.info(
                                "8-bit products are cut off here: expected {}, found {}",
                                expected,
                                value);
                        return false;
                    }
                }
                return true;
            }
        }
    }
}
