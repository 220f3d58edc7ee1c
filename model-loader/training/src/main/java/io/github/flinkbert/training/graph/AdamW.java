package io.github.flinkbert.training.graph;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * One step of AdamW (Loshchilov and Hutter 2019, algorithm 2) along the gathered gradients, clipped
 * by their global norm (Pascanu et al. 2013); then the sums are zero again. Bias correction is in
 * the step's size, as TensorFlow's kernel has it, so epsilon is the paper's "epsilon hat".
 */
@Internal
public final class AdamW {

    private static final float MEAN_DECAY = 0.9f;
    private static final float SQUARE_DECAY = 0.999f;
    private static final float EPSILON = 1e-8f;

    private final Placeholder<TFloat32> rate;
    private final Placeholder<TFloat32> meanPower;
    private final Placeholder<TFloat32> squarePower;
    private final Placeholder<TFloat32> share;
    private final List<Op> targets = new ArrayList<>();
    private final Operand<TFloat32> norm;

    public AdamW(Ops tf, Parameters parameters, double weightDecay, double clipNorm) {
        rate = tf.placeholder(TFloat32.class);
        meanPower = tf.placeholder(TFloat32.class);
        squarePower = tf.placeholder(TFloat32.class);
        share = tf.placeholder(TFloat32.class);
        List<Operand<TFloat32>> squares = new ArrayList<>();
        for (Parameters.Parameter parameter : parameters.all()) {
            Operand<TFloat32> gradient =
                    parameters.read(Parameters.Slot.GRADIENT, parameter.name());
            squares.add(
                    tf.reduceSum(
                            tf.math.square(tf.reshape(gradient, tf.constant(new int[] {-1}))),
                            tf.constant(0)));
        }
        norm = tf.math.mul(tf.math.sqrt(tf.math.addN(squares)), share);
        Operand<TFloat32> clip =
                tf.math.minimum(
                        tf.constant(1f),
                        tf.math.div(
                                tf.constant((float) clipNorm),
                                tf.math.maximum(norm, tf.constant(1e-12f))));
        Operand<TFloat32> factor = tf.math.mul(clip, share);
        for (Parameters.Parameter parameter : parameters.all()) {
            targets.add(update(tf, parameters, parameter, factor, weightDecay));
        }
    }

    private Op update(
            Ops tf,
            Parameters parameters,
            Parameters.Parameter parameter,
            Operand<TFloat32> factor,
            double weightDecay) {
        var value = parameter.handles().get(Parameters.Slot.VALUE);
        Operand<TFloat32> gradient =
                tf.math.mul(parameters.read(Parameters.Slot.GRADIENT, parameter.name()), factor);
        List<Op> before = new ArrayList<>();
        if (parameter.decays() && weightDecay > 0) {
            before.add(
                    tf.train.resourceApplyGradientDescent(
                            value,
                            tf.math.mul(rate, tf.constant((float) weightDecay)),
                            parameters.read(Parameters.Slot.VALUE, parameter.name())));
        }
        Op adam =
                tf.withControlDependencies(before)
                        .train
                        .resourceApplyAdam(
                                value,
                                parameter.handles().get(Parameters.Slot.MEAN),
                                parameter.handles().get(Parameters.Slot.SQUARE),
                                meanPower,
                                squarePower,
                                rate,
                                tf.constant(MEAN_DECAY),
                                tf.constant(SQUARE_DECAY),
                                tf.constant(EPSILON),
                                gradient);
        return tf.withControlDependencies(List.of(adam))
                .assignVariableOp(
                        parameter.handles().get(Parameters.Slot.GRADIENT), tf.zerosLike(gradient));
    }

    /**
     * @param step from 1
     * @param runs how many runs' gradients were gathered
     */
    public Session.Runner feed(
            Session.Runner run, int step, double learningRate, int runs, List<Tensor> tensors) {
        scalar(run, rate, learningRate, tensors);
        scalar(run, meanPower, Math.pow(MEAN_DECAY, step), tensors);
        scalar(run, squarePower, Math.pow(SQUARE_DECAY, step), tensors);
        scalar(run, share, 1.0 / runs, tensors);
        targets.forEach(run::addTarget);
        return run;
    }

    /** Global norm of the mean gradient before clipping. */
    public Operand<TFloat32> norm() {
        return norm;
    }

    private static void scalar(
            Session.Runner run, Placeholder<TFloat32> to, double value, List<Tensor> tensors) {
        TFloat32 tensor = TFloat32.scalarOf((float) value);
        tensors.add(tensor);
        run.feed(to, tensor);
    }
}
