package io.github.flinkbert.encoder;

import org.apache.flink.annotation.Internal;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** From one number format to another, without an op where they are the same. */
@Internal
public final class Casts {

    private Casts() {}

    /** In a product's number format. */
    @SuppressWarnings("unchecked") // the types have been compared
    public static <T extends TNumber> Operand<T> narrow(
            Ops tf, Operand<TFloat32> x, Class<T> type) {
        return type == (Class<?>) TFloat32.class
                ? (Operand<T>) (Operand<?>) x
                : tf.dtypes.cast(x, type);
    }

    /** In float32. */
    @SuppressWarnings("unchecked") // the types have been compared
    public static Operand<TFloat32> wide(Ops tf, Operand<? extends TNumber> x) {
        return x.type() == TFloat32.class
                ? (Operand<TFloat32>) x
                : tf.dtypes.cast(x, TFloat32.class);
    }
}
