package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Activation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * The 8-bit ops of TensorFlow's CPU build with oneDNN, for which its Java API has neither methods
 * nor classes of numbers.
 *
 * <p>Source: TensorFlow 2.18, {@code tensorflow/core/ops/mkl_nn_ops.cc} ({@code _QuantizedMatMul})
 * and {@code tensorflow/core/kernels/mkl/mkl_matmul_op.cc}. Ranges are constants, for they are part
 * of the key by which oneDNN keeps its compiled kernels.
 */
final class QuantizedOps {

    private final Ops tf;

    QuantizedOps(Ops tf) {
        this.tf = tf;
    }

    /**
     * An activation in 8 bits.
     *
     * @param type {@code DT_QINT8} from -greatest to greatest, {@code DT_QUINT8} from least to
     *     greatest
     * @param least what 0 of the unsigned form stands for; -greatest in the signed form
     */
    record Rounded(
            Output<?> values, DataType type, Operand<TFloat32> least, Operand<TFloat32> greatest) {

        String mode() {
            return type == DataType.DT_QUINT8 ? "MIN_FIRST" : "SCALED";
        }
    }

    /**
     * Weights in 8 bits.
     *
     * @param values {@code DT_QINT8}, [in, out]
     * @param reach [out], what each column's 127 stands for
     */
    record Kernel(Output<?> values, Operand<TFloat32> reach, Operand<TFloat32> bias) {}

    /** Rounds to signed 8 bits from -range to range, halves to even. */
    Rounded signed(Operand<TFloat32> x, float range) {
        return rounded(x, tf.constant(-range), tf.constant(range), DataType.DT_QINT8);
    }

    /** Rounds to unsigned 8 bits from least to greatest. */
    Rounded unsigned(Operand<TFloat32> x, float least, float greatest) {
        return rounded(x, tf.constant(least), tf.constant(greatest), DataType.DT_QUINT8);
    }

    private Rounded rounded(
            Operand<TFloat32> x,
            Operand<TFloat32> least,
            Operand<TFloat32> greatest,
            DataType type) {
        boolean signed = type == DataType.DT_QINT8;
        OperationBuilder builder =
                RawOps.builder(tf, "QuantizeV2")
                        .addInput(x.asOutput())
                        .addInput(least.asOutput())
                        .addInput(greatest.asOutput())
                        .setAttr("T", type)
                        .setAttr("mode", signed ? "SCALED" : "MIN_FIRST")
                        .setAttr("round_mode", signed ? "HALF_TO_EVEN" : "HALF_AWAY_FROM_ZERO")
                        .setAttr("narrow_range", signed);
        return new Rounded(builder.build().output(0), type, least, greatest);
    }

    /** {@code x · kernel + bias} in {@code type}. */
    <T extends TNumber> Operand<T> dense(Rounded x, Kernel kernel, Class<T> type) {
        return product(x, kernel, dataType(type), new Output<?>[0], "BiasAdd", "Dequantize")
                .<T>output(0);
    }

    /** {@code x · kernel + bias + residual}; the residual's memory may be used for the outcome. */
    Operand<TFloat32> denseAdd(Rounded x, Kernel kernel, Operand<TFloat32> residual) {
        return product(
                        x,
                        kernel,
                        DataType.DT_FLOAT,
                        new Output<?>[] {residual.asOutput()},
                        "BiasAdd",
                        "Add",
                        "Dequantize")
                .<TFloat32>output(0);
    }

    /** {@code activation(x · kernel + bias)} in {@code type}. */
    <T extends TNumber> Operand<T> denseActivated(
            Rounded x, Kernel kernel, Activation activation, Class<T> type) {
        return product(
                        x,
                        kernel,
                        dataType(type),
                        new Output<?>[0],
                        "BiasAdd",
                        OneDnnKernels.fusedName(activation),
                        "Dequantize")
                .<T>output(0);
    }

    /** {@code activation(x · kernel + bias)}, rounded to unsigned 8 bits. */
    Rounded denseActivatedRounded(
            Rounded x, Kernel kernel, Activation activation, float least, float greatest) {
        Operand<TFloat32> from = tf.constant(least);
        Operand<TFloat32> to = tf.constant(greatest);
        OperationBuilder builder =
                builder(
                                x,
                                kernel,
                                new Output<?>[0],
                                new Output<?>[] {from.asOutput(), to.asOutput()},
                                "BiasAdd",
                                OneDnnKernels.fusedName(activation),
                                "Requantize")
                        .setAttr("Tout", DataType.DT_QUINT8)
                        .setAttr("output_quant_mode", "MIN_FIRST")
                        .setAttr("Tdevice_outputs", new DataType[] {DataType.DT_QUINT8})
                        .setAttr(
                                "Thost_outputs",
                                new DataType[] {DataType.DT_FLOAT, DataType.DT_FLOAT});
        return new Rounded(builder.build().output(0), DataType.DT_QUINT8, from, to);
    }

    private org.tensorflow.Operation product(
            Rounded x, Kernel kernel, DataType out, Output<?>[] addends, String... fusedOps) {
        return builder(x, kernel, addends, new Output<?>[0], fusedOps)
                .setAttr("Tout", out)
                .setAttr("output_quant_mode", "SCALED")
                .setAttr("Tdevice_outputs", new DataType[] {out})
                .setAttr("Thost_outputs", new DataType[0])
                .build();
    }

    private OperationBuilder builder(
            Rounded x,
            Kernel kernel,
            Output<?>[] addends,
            Output<?>[] outputRange,
            String... fusedOps) {
        Output<?>[] device = new Output<?>[3 + addends.length];
        device[0] = x.values();
        device[1] = kernel.values();
        device[2] = kernel.bias().asOutput();
        System.arraycopy(addends, 0, device, 3, addends.length);
        Output<?>[] host = new Output<?>[4 + outputRange.length];
        host[0] = x.least().asOutput();
        host[1] = x.greatest().asOutput();
        // The kernel takes the larger magnitude of the two, so one vector is both.
        host[2] = kernel.reach().asOutput();
        host[3] = kernel.reach().asOutput();
        System.arraycopy(outputRange, 0, host, 4, outputRange.length);
        return RawOps.builder(tf, "_QuantizedMatMul")
                .addInputList(device)
                .addInputList(host)
                .setAttr("T1", x.type())
                .setAttr("T2", DataType.DT_QINT8)
                .setAttr("Tbias", DataType.DT_FLOAT)
                .setAttr("U", DataType.DT_FLOAT)
                .setAttr("fused_ops", fusedOps)
                .setAttr("input_quant_mode", x.mode())
                .setAttr("is_weight_const", true)
                .setAttr("is_bias_const", true);
    }

    /** The same bytes as another type of numbers. */
    Output<?> cast(Operand<?> bytes, DataType type) {
        return RawOps.builder(tf, "Bitcast")
                .addInput(bytes.asOutput())
                .setAttr("type", type)
                .build()
                .output(0);
    }

    private static <T extends TType> DataType dataType(Class<T> type) {
        return type == TFloat32.class ? DataType.DT_FLOAT : DataType.DT_BFLOAT16;
    }
}
