package io.github.flinkbert.training.graph;

import io.github.flinkbert.checkpoint.Activation;
import java.util.List;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The feed-forward layer's activation and its derivative: GELU by tanh as in Google's modeling.py,
 * by the error function (Hendrycks and Gimpel 2016), or ReLU.
 */
@Experimental
public final class Gelu<T extends TNumber> {

    private static final float ROOT = (float) Math.sqrt(2 / Math.PI);
    private static final float CUBIC = 0.044715f;

    private final Wiring<T> wiring;
    private final Activation activation;
    private final SavedForBackward<Operand<T>> input = new SavedForBackward<>();

    public Gelu(Wiring<T> wiring) {
        this.wiring = wiring;
        this.activation = wiring.config().activation();
    }

    public Operand<T> forward(Operand<T> x) {
        input.save(x);
        return wiring.fused()
                .one(
                        "activation",
                        List.of(x),
                        wiring.type(),
                        (tf, in) -> List.of(tf.math.mul(in.get(0), gate(tf, in.get(0)))));
    }

    public Operand<T> backward(Operand<T> dy) {
        return wiring.fused()
                .one(
                        "activationBack",
                        List.of(input.get(), dy),
                        wiring.type(),
                        (tf, in) -> List.of(tf.math.mul(derivative(tf, in.get(0)), in.get(1))));
    }

    /** What x is multiplied by. */
    private Operand<TFloat32> gate(Ops tf, Operand<TFloat32> x) {
        return switch (activation) {
            case GELU_TANH -> half(tf, tf.math.tanh(inner(tf, x)));
            case GELU_ERF ->
                    half(tf, tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5)))));
            case RELU -> tf.dtypes.cast(tf.math.greater(x, tf.constant(0f)), TFloat32.class);
        };
    }

    private Operand<TFloat32> derivative(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> gate = gate(tf, x);
        return switch (activation) {
            case RELU -> gate;
            case GELU_ERF ->
                    // x times the normal density
                    tf.math.add(
                            gate,
                            tf.math.mul(
                                    x,
                                    tf.math.mul(
                                            tf.constant((float) (1 / Math.sqrt(2 * Math.PI))),
                                            tf.math.exp(
                                                    tf.math.mul(
                                                            tf.constant(-0.5f),
                                                            tf.math.mul(x, x))))));
            case GELU_TANH -> {
                Operand<TFloat32> tanh = tf.math.tanh(inner(tf, x));
                Operand<TFloat32> slope =
                        tf.math.mul(
                                tf.constant(0.5f * ROOT),
                                tf.math.add(
                                        tf.constant(1f),
                                        tf.math.mul(tf.constant(3 * CUBIC), tf.math.mul(x, x))));
                Operand<TFloat32> bend = tf.math.sub(tf.constant(1f), tf.math.mul(tanh, tanh));
                yield tf.math.add(gate, tf.math.mul(tf.math.mul(x, slope), bend));
            }
        };
    }

    private static Operand<TFloat32> inner(Ops tf, Operand<TFloat32> x) {
        Operand<TFloat32> cube = tf.math.mul(tf.math.mul(x, x), x);
        return tf.math.mul(
                tf.constant(ROOT), tf.math.add(x, tf.math.mul(tf.constant(CUBIC), cube)));
    }

    private static Operand<TFloat32> half(Ops tf, Operand<TFloat32> y) {
        return tf.math.mul(tf.constant(0.5f), tf.math.add(tf.constant(1f), y));
    }
}
