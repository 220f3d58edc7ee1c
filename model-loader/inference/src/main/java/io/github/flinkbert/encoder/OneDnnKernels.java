package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Activation;
import org.tensorflow.Operand;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Fused forms that TensorFlow's CPU build with oneDNN has kernels for: one op in place of product,
 * bias and activation, and one in place of the dozen of a layer normalisation. They have no
 * gradients.
 */
final class OneDnnKernels implements Kernels {

    @Override
    public <T extends TNumber> Operand<T> dense(
            Ops tf, Operand<T> x, Operand<T> kernel, Operand<T> bias) {
        return fused(tf, x, kernel, new Operand<?>[] {bias}, "BiasAdd");
    }

    /** One op in float32; in other formats the fused sum would be rounded to them. */
    @Override
    public <T extends TNumber> Operand<TFloat32> denseAdd(
            Ops tf, Operand<T> x, Operand<T> kernel, Operand<T> bias, Operand<TFloat32> residual) {
        return x.type() == TFloat32.class
                ? Casts.wide(
                        tf,
                        fused(tf, x, kernel, new Operand<?>[] {bias, residual}, "BiasAdd", "Add"))
                : RawOps.add(tf, Casts.wide(tf, dense(tf, x, kernel, bias)), residual);
    }

    @Override
    public <T extends TNumber> Operand<T> denseActivated(
            Ops tf, Operand<T> x, Operand<T> kernel, Operand<T> bias, Activation activation) {
        return fused(tf, x, kernel, new Operand<?>[] {bias}, "BiasAdd", fusedName(activation));
    }

    /** How TensorFlow calls an activation that is fused with a product. */
    static String fusedName(Activation activation) {
        return switch (activation) {
            case GELU_TANH -> "GeluApproximate";
            case GELU_ERF -> "GeluExact";
            case RELU -> "Relu";
        };
    }

    @Override
    public Operand<TFloat32> layerNorm(
            Ops tf,
            Operand<TFloat32> x,
            Operand<TFloat32> gamma,
            Operand<TFloat32> beta,
            float epsilon) {
        return RawOps.output(
                RawOps.builder(tf, "_MklLayerNorm")
                        .addInput(x.asOutput())
                        .addInput(gamma.asOutput())
                        .addInput(beta.asOutput())
                        .setAttr("epsilon", epsilon));
    }

    @Override
    public <T extends TNumber> Operand<T> attentionScores(
            Ops tf, Operand<T> queries, Operand<T> keys, Operand<T> mask) {
        // The kernel wants a factor, too; the real one is folded into the queries' weights.
        Operand<T> one = tf.dtypes.cast(tf.constant(1f), queries.type());
        return RawOps.output(
                RawOps.builder(tf, "_MklFusedBatchMatMulV2")
                        .addInput(queries.asOutput())
                        .addInput(keys.asOutput())
                        .addInputList(
                                new org.tensorflow.Output<?>[] {one.asOutput(), mask.asOutput()})
                        .setAttr("adj_y", true)
                        .setAttr("fused_ops", new String[] {"Mul", "Add"}));
    }

    private static <T extends TNumber> Operand<T> fused(
            Ops tf, Operand<T> x, Operand<T> kernel, Operand<?>[] arguments, String... fusedOps) {
        org.tensorflow.Output<?>[] inputs = new org.tensorflow.Output<?>[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            inputs[i] = arguments[i].asOutput();
        }
        OperationBuilder builder =
                RawOps.builder(tf, "_FusedMatMul")
                        .addInput(x.asOutput())
                        .addInput(kernel.asOutput())
                        .addInputList(inputs)
                        .setAttr("fused_ops", fusedOps);
        return RawOps.output(builder);
    }
}
