package io.github.flinkbert.encoder;

import io.github.flinkbert.quantization.EightBitKernel;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TNumber;

/**
 * Variables whose values are at hand, rather than in a checkpoint: rounded weights, their scales,
 * folded biases. A variable takes over the memory of what it is filled with.
 */
final class GivenVariables {

    private record Loading(Tensor value, boolean ours, Operand<?> feed, Op assign) {}

    private final Ops tf;
    private final QuantizedOps quantized;
    private final String owner;
    private final List<Loading> loadings = new ArrayList<>();
    private final List<Op> destroyers = new ArrayList<>();
    private int made;

    /**
     * @param owner prefix of the variables' shared names: one for each copy of a variable
     */
    GivenVariables(Ops tf, String owner) {
        this.tf = tf;
        this.quantized = new QuantizedOps(tf);
        this.owner = owner;
    }

    /** A vector. */
    Operand<TFloat32> vector(float[] values) {
        return given(values, Shape.of(values.length), TFloat32.class);
    }

    /** A matrix, row-major, in the number format that it is used in. */
    <T extends TNumber> Operand<T> matrix(float[] values, int columns, Class<T> type) {
        return given(values, Shape.of(values.length / columns, columns), type);
    }

    /** Rounded weights; the kernel is closed by its owner, and the variable keeps its memory. */
    QuantizedOps.Kernel kernel(EightBitKernel kernel, float[] bias) {
        Shape shape = kernel.values().shape();
        Placeholder<TUint8> feed = tf.placeholder(TUint8.class, Placeholder.shape(shape));
        org.tensorflow.Operation handle =
                RawOps.builder(tf, "VarHandleOp")
                        .setAttr("dtype", DataType.DT_QINT8)
                        .setAttr("shape", shape)
                        .setAttr("shared_name", owner + made++)
                        .build();
        org.tensorflow.Operation assign =
                RawOps.builder(tf, "AssignVariableOp")
                        .addInput(handle.output(0))
                        .addInput(quantized.cast(feed, DataType.DT_QINT8))
                        .setAttr("dtype", DataType.DT_QINT8)
                        .build();
        loadings.add(new Loading(kernel.values(), false, feed, () -> assign));
        destroyers.add(tf.destroyResourceOp(handle.output(0)));
        org.tensorflow.Operation read =
                RawOps.builder(tf, "ReadVariableOp")
                        .addInput(handle.output(0))
                        .setAttr("dtype", DataType.DT_QINT8)
                        .build();
        return new QuantizedOps.Kernel(read.output(0), reach(kernel.reach()), vector(bias));
    }

    /**
     * oneDNN keeps compiled kernels by the address of these scales, and not by their values: memory
     * that is given back, and taken again for the scales of another model, would bring that model
     * the kernels of the first. So this memory is never given back.
     */
    private Operand<TFloat32> reach(float[] values) {
        Placeholder<TFloat32> feed =
                tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(values.length)));
        VarHandleOp handle =
                tf.varHandleOp(
                        TFloat32.class,
                        Shape.of(values.length),
                        VarHandleOp.sharedName(owner + made++));
        loadings.add(
                new Loading(
                        KernelScales.of(values), false, feed, tf.assignVariableOp(handle, feed)));
        destroyers.add(tf.destroyResourceOp(handle));
        return tf.readVariableOp(handle, TFloat32.class);
    }

    @SuppressWarnings("unchecked") // the types have been compared
    private <T extends TNumber> Operand<T> given(float[] values, Shape shape, Class<T> type) {
        Placeholder<TFloat32> feed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
        VarHandleOp handle = tf.varHandleOp(type, shape, VarHandleOp.sharedName(owner + made++));
        Operand<T> value =
                type == TFloat32.class
                        ? (Operand<T>) (Operand<?>) feed
                        : tf.dtypes.cast(feed, type);
        loadings.add(
                new Loading(
                        TFloat32.tensorOf(shape, DataBuffers.of(values)),
                        true,
                        feed,
                        tf.assignVariableOp(handle, value)));
        destroyers.add(tf.destroyResourceOp(handle));
        return tf.readVariableOp(handle, type);
    }

    /**
     * Fills all variables declared since the last call, in one run: TensorFlow plans each set of
     * targets anew, which takes longer than to fill them.
     */
    void load(Session session) {
        if (!loadings.isEmpty()) {
            Session.Runner run = session.runner();
            for (Loading loading : loadings) {
                run.feed(loading.feed(), loading.value()).addTarget(loading.assign());
            }
            NativeShutdownGuard.ofProcess().during(run::run).close();
        }
        release();
    }

    /** Gives back what the variables were to be filled with. */
    void release() {
        loadings.stream().filter(Loading::ours).forEach(loading -> loading.value().close());
        loadings.clear();
    }

    /** Give the variables' memory back; the graph's nodes stay, and must not be run again. */
    List<Op> destroyers() {
        return List.copyOf(destroyers);
    }
}
