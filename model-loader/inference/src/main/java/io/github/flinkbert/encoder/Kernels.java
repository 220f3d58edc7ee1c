package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Activation;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The forms in which the encoder's heavy parts are written down as TensorFlow ops. All forms mean
 * the same numbers; they differ in which kernels TensorFlow finds for them.
 */
@Internal
public interface Kernels {

    /** {@code x · kernel + bias}, of shape [n, out]. */
    <T extends TNumber> Operand<T> dense(Ops tf, Operand<T> x, Operand<T> kernel, Operand<T> bias);

    /**
     * {@code x · kernel + bias + residual}, of shape [n, out]. What goes from layer to layer is
     * float32: rounded at every addition, the small parts of a sum that has large ones are lost.
     */
    <T extends TNumber> Operand<TFloat32> denseAdd(
            Ops tf, Operand<T> x, Operand<T> kernel, Operand<T> bias, Operand<TFloat32> residual);

    /** {@code activation(x · kernel + bias)}, of shape [n, out]. */
    <T extends TNumber> Operand<T> denseActivated(
            Ops tf, Operand<T> x, Operand<T> kernel, Operand<T> bias, Activation activation);

    /** Normalisation of each row of {@code x} [n, width] (Ba et al. 2016). */
    Operand<TFloat32> layerNorm(
            Ops tf,
            Operand<TFloat32> x,
            Operand<TFloat32> gamma,
            Operand<TFloat32> beta,
            float epsilon);

    /**
     * {@code queries · keysᵀ + mask}, of shape [rows, heads, length, length].
     *
     * @param queries [rows, heads, length, head size]
     * @param keys likewise
     * @param mask [rows, 1, length, length], the same for all heads
     */
    <T extends TNumber> Operand<T> attentionScores(
            Ops tf, Operand<T> queries, Operand<T> keys, Operand<T> mask);
}
