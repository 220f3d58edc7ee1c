package io.github.flinkbert.training.graph;

import io.github.flinkbert.training.setting.TuningMethod;
import java.util.List;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * Dropout of a sublayer's output (Srivastava et al. 2014), the residual added, and the sum
 * normalised (Ba et al. 2016), with the backward pass of all three.
 *
 * @param <T> number format of what goes in and out
 */
@Experimental
public final class Norm<T extends TNumber> {

    private final Wiring<T> wiring;
    private final String name;
    private final int place;
    private final boolean trained;
    private final Operand<TFloat32> keep;
    private final Operand<TFloat32> gamma;
    private final Operand<TFloat32> beta;
    private final SavedForBackward<Normalised> saved = new SavedForBackward<>();

    /**
     * @param uniform numbers that dropout drew
     * @param normal the sum less its mean, in deviations
     * @param inverse of the deviation
     */
    private record Normalised(Operand<TFloat32> uniform, Operand<?> normal, Operand<?> inverse) {}

    /**
     * What the two inputs of a norm get back.
     *
     * @param sublayer gradient of the sublayer's output
     * @param residual gradient of the residual
     */
    public record Back<T extends TNumber>(Operand<T> sublayer, Operand<T> residual) {}

    /**
     * @param name Google's, with the slash at its end
     * @param place of its dropout, different for each
     */
    public Norm(Wiring<T> wiring, String name, int place) {
        this(wiring, name, place, wiring.keep());
    }

    /**
     * @param keep share of units that dropout leaves
     */
    public Norm(Wiring<T> wiring, String name, int place, Operand<TFloat32> keep) {
        this.keep = keep;
        this.wiring = wiring;
        this.name = name;
        this.place = place;
        trained = wiring.tuning() instanceof TuningMethod.Full;
        gamma = vector("gamma");
        beta = vector("beta");
    }

    private Operand<TFloat32> vector(String part) {
        return trained ? Trained.of(wiring, name + part, false) : wiring.wide().get(name + part);
    }

    @SuppressWarnings("unchecked") // the chain's first output is declared with this type
    public Operand<T> forward(Operand<T> sublayer, Operand<T> residual) {
        Operand<TFloat32> uniform = wiring.uniform(sublayer, place);
        float epsilon = (float) wiring.config().layerNormEpsilon();
        List<Operand<?>> outputs =
                wiring.fused()
                        .call(
                                "norm",
                                List.of(sublayer, residual, uniform, keep, gamma, beta),
                                List.of(wiring.type(), wiring.type(), TFloat32.class),
                                (tf, in) -> normalise(tf, in, epsilon));
        saved.save(new Normalised(uniform, outputs.get(1), outputs.get(2)));
        return (Operand<T>) outputs.get(0);
    }

    private static List<Operand<TFloat32>> normalise(
            Ops tf, List<Operand<TFloat32>> in, float epsilon) {
        Operand<TFloat32> sum =
                tf.math.add(Dropout.apply(tf, in.get(0), in.get(2), in.get(3)), in.get(1));
        Operand<TFloat32> centred = tf.math.sub(sum, mean(tf, sum));
        Operand<TFloat32> inverse =
                tf.math.rsqrt(
                        tf.math.add(mean(tf, tf.math.mul(centred, centred)), tf.constant(epsilon)));
        Operand<TFloat32> normal = tf.math.mul(centred, inverse);
        return List.of(tf.math.add(tf.math.mul(normal, in.get(4)), in.get(5)), normal, inverse);
    }

    @SuppressWarnings("unchecked") // the chain's outputs are declared with this type
    public Back<T> backward(Operand<T> dy) {
        Normalised forward = saved.get();
        if (trained) {
            Operand<TFloat32> wide = wiring.wide(dy);
            wiring.parameters()
                    .gradient(
                            name + "gamma",
                            Trained.sumOfRows(
                                    wiring,
                                    wiring.tf().math.mul(wide, wiring.wide(forward.normal()))));
            wiring.parameters().gradient(name + "beta", Trained.sumOfRows(wiring, wide));
        }
        List<Operand<?>> outputs =
                wiring.fused()
                        .call(
                                "normBack",
                                List.of(
                                        dy,
                                        forward.normal(),
                                        forward.inverse(),
                                        gamma,
                                        forward.uniform(),
                                        keep),
                                List.of(wiring.type(), wiring.type()),
                                Norm::back);
        return new Back<>((Operand<T>) outputs.get(0), (Operand<T>) outputs.get(1));
    }

    /**
     * (g - mean(g) - normal * mean(g * normal)) / deviation, where g is the gradient times gamma.
     */
    private static List<Operand<TFloat32>> back(Ops tf, List<Operand<TFloat32>> in) {
        Operand<TFloat32> normal = in.get(1);
        Operand<TFloat32> g = tf.math.mul(in.get(0), in.get(3));
        Operand<TFloat32> along = tf.math.mul(normal, mean(tf, tf.math.mul(g, normal)));
        Operand<TFloat32> sum =
                tf.math.mul(tf.math.sub(tf.math.sub(g, mean(tf, g)), along), in.get(2));
        return List.of(Dropout.apply(tf, sum, in.get(4), in.get(5)), sum);
    }

    private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x) {
        return tf.math.mean(x, tf.constant(-1), Mean.keepDims(true));
    }
}
