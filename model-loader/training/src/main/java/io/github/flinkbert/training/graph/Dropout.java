package io.github.flinkbert.training.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Leaves units out at random and scales the others up (Srivastava et al. 2014). */
final class Dropout {

    private Dropout() {}

    /**
     * The same for values and for their gradients.
     *
     * @param uniform random numbers from 0 to below 1, one a unit
     * @param keep share of units that stay; with 1 all do
     */
    static Operand<TFloat32> apply(
            Ops tf, Operand<TFloat32> x, Operand<TFloat32> uniform, Operand<TFloat32> keep) {
        Operand<TFloat32> stays = tf.dtypes.cast(tf.math.less(uniform, keep), TFloat32.class);
        return tf.math.mul(x, tf.math.div(stays, keep));
    }
}
