package io.github.flinkbert.encoder;

import org.apache.flink.annotation.Internal;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * Ops of TensorFlow's registry that its Java API has no method for, or makes in a slower version.
 */
@Internal
public final class RawOps {

    private RawOps() {}

    /**
     * {@code AddV2}: the form that Grappler's rewrites look for; Java's own method makes {@code
     * Add}.
     */
    public static <T extends TNumber> Operand<T> add(Ops tf, Operand<T> x, Operand<T> y) {
        return binary(tf, "AddV2", x, y);
    }

    /**
     * {@code BatchMatMulV2}: oneDNN has a kernel for it, and none for the {@code V3} that Java's
     * own method makes.
     */
    public static <T extends TNumber> Operand<T> batchMatMul(
            Ops tf, Operand<T> x, Operand<T> y, boolean transposeY) {
        return batchMatMul(tf, x, false, y, transposeY);
    }

    /** The same, with either side transposed. */
    public static <T extends TNumber> Operand<T> batchMatMul(
            Ops tf, Operand<T> x, boolean transposeX, Operand<T> y, boolean transposeY) {
        return output(
                builder(tf, "BatchMatMulV2")
                        .addInput(x.asOutput())
                        .addInput(y.asOutput())
                        .setAttr("adj_x", transposeX)
                        .setAttr("adj_y", transposeY));
    }

    public static <T extends TNumber> Operand<T> binary(
            Ops tf, String name, Operand<T> x, Operand<T> y) {
        return output(builder(tf, name).addInput(x.asOutput()).addInput(y.asOutput()));
    }

    public static OperationBuilder builder(Ops tf, String name) {
        // Node names may not begin with the underscore that marks an internal op.
        return tf.scope().opBuilder(name, name.startsWith("_") ? name.substring(1) : name);
    }

    public static <T extends TNumber> Operand<T> output(OperationBuilder builder) {
        return output(builder.build(), 0);
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // the op's registry entry fixes the type
    public static <T extends TNumber> Operand<T> output(Operation operation, int index) {
        return operation.<T>output(index);
    }
}
