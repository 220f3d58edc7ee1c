package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Activation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Forms made of plain ops alone: every device has kernels, and every op a gradient. */
final class PortableKernels implements Kernels {

    @Override
    public <T extends TNumber> Operand<T> dense(
            Ops tf, Operand<T> x, Operand<T> kernel, Operand<T> bias) {
        return tf.nn.biasAdd(tf.linalg.matMul(x, kernel), bias);
    }

    @Override
    public <T extends TNumber> Operand<TFloat32> denseAdd(
            Ops tf, Operand<T> x, Operand<T> kernel, Operand<T> bias, Operand<TFloat32> residual) {
        return RawOps.add(tf, Casts.wide(tf, dense(tf, x, kernel, bias)), residual);
    }

    @Override
    public <T extends TNumber> Operand<T> denseActivated(
            Ops tf, Operand<T> x, Operand<T> kernel, Operand<T> bias, Activation activation) {
        Operand<T> sum = dense(tf, x, kernel, bias);
        return switch (activation) {
            case GELU_TANH -> geluTanh(tf, sum);
            case GELU_ERF -> geluErf(tf, sum);
            case RELU -> tf.nn.relu(sum);
        };
    }

    @Override
    public Operand<TFloat32> layerNorm(
            Ops tf,
            Operand<TFloat32> x,
            Operand<TFloat32> gamma,
            Operand<TFloat32> beta,
            float epsilon) {
        Operand<TFloat32> mean =
                tf.math.mean(x, tf.constant(-1), org.tensorflow.op.math.Mean.keepDims(true));
        Operand<TFloat32> centred = tf.math.sub(x, mean);
        Operand<TFloat32> variance =
                tf.math.mean(
                        tf.math.square(centred),
                        tf.constant(-1),
                        org.tensorflow.op.math.Mean.keepDims(true));
        Operand<TFloat32> inverse = tf.math.rsqrt(RawOps.add(tf, variance, tf.constant(epsilon)));
        return RawOps.add(tf, tf.math.mul(tf.math.mul(centred, inverse), gamma), beta);
    }

    @Override
    public <T extends TNumber> Operand<T> attentionScores(
            Ops tf, Operand<T> queries, Operand<T> keys, Operand<T> mask) {
        return RawOps.add(tf, RawOps.batchMatMul(tf, queries, keys, true), mask);
    }

    /** 0.5 x (1 + tanh(√(2/π) (x + 0.044715 x³))), as in Google's modeling.py. */
    private static <T extends TNumber> Operand<T> geluTanh(Ops tf, Operand<T> x) {
        Operand<T> cube = tf.math.mul(tf.math.mul(x, x), x);
        Operand<T> inner =
                tf.math.mul(
                        scalar(tf, x, (float) Math.sqrt(2 / Math.PI)),
                        RawOps.add(tf, x, tf.math.mul(scalar(tf, x, 0.044715f), cube)));
        return halfTimesOnePlus(tf, x, tf.math.tanh(inner));
    }

    /** 0.5 x (1 + erf(x / √2)) (Hendrycks and Gimpel 2016). */
    private static <T extends TNumber> Operand<T> geluErf(Ops tf, Operand<T> x) {
        Operand<T> inner = tf.math.mul(x, scalar(tf, x, (float) Math.sqrt(0.5)));
        return halfTimesOnePlus(tf, x, tf.math.erf(inner));
    }

    private static <T extends TNumber> Operand<T> halfTimesOnePlus(
            Ops tf, Operand<T> x, Operand<T> y) {
        return tf.math.mul(
                tf.math.mul(scalar(tf, x, 0.5f), x), RawOps.add(tf, scalar(tf, x, 1f), y));
    }

    private static <T extends TNumber> Operand<T> scalar(Ops tf, Operand<T> like, float value) {
        return tf.dtypes.cast(tf.constant(value), like.type());
    }
}
