package io.github.flinkbert.training.graph;

import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A dense layer on each token's last hidden state, behind a dropout, in float32; always trained. It
 * begins with normal numbers of deviation 0.02, as Google's fine-tuning scripts do.
 */
@Experimental
public final class TokenHead<T extends TNumber> {

    private static final double DEVIATION = 0.02;

    private final Wiring<T> wiring;
    private final String kernelName;
    private final String biasName;
    private final Operand<TFloat32> kernel;
    private final Operand<TFloat32> bias;
    private final int place;
    private final SavedForBackward<Operand<TFloat32>> uniform = new SavedForBackward<>();
    private final SavedForBackward<Operand<TFloat32>> input = new SavedForBackward<>();

    /**
     * @param kernelName Google's name of the [outputs, hidden size] variable
     * @param biasName Google's name of the [outputs] variable
     */
    public TokenHead(Wiring<T> wiring, String kernelName, String biasName, int outputs) {
        this.wiring = wiring;
        this.kernelName = kernelName;
        this.biasName = biasName;
        place = 2 * wiring.config().layers() + 3;
        kernel =
                wiring.parameters()
                        .declare(
                                kernelName,
                                Shape.of(outputs, wiring.config().hiddenSize()),
                                true,
                                this::draw);
        bias = wiring.parameters().declare(biasName, Shape.of(outputs), false, values -> {});
    }

    private void draw(float[] values) {
        SplittableRandom random = wiring.random(kernelName);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * DEVIATION);
        }
    }

    /** [tokens, hidden size] to [tokens, outputs]. */
    public Operand<TFloat32> forward(Operand<T> hidden) {
        Ops tf = wiring.tf();
        uniform.save(wiring.uniform(hidden, place));
        Operand<TFloat32> dropped = input.save(drop(hidden));
        return tf.nn.biasAdd(tf.linalg.matMul(dropped, kernel, MatMul.transposeB(true)), bias);
    }

    private Operand<TFloat32> drop(Operand<?> x) {
        return wiring.fused()
                .one(
                        "drop",
                        List.of(x, uniform.get(), wiring.keep()),
                        TFloat32.class,
                        (tf, in) -> List.of(Dropout.apply(tf, in.get(0), in.get(1), in.get(2))));
    }

    /** Notes the parameters' gradients; the gradient of the hidden states. */
    public Operand<T> backward(Operand<TFloat32> dScores) {
        learn(dScores);
        return wiring.narrow(drop(wiring.tf().linalg.matMul(dScores, kernel)));
    }

    /** Notes the parameters' gradients, where nothing below is trained. */
    public void learn(Operand<TFloat32> dScores) {
        Ops tf = wiring.tf();
        wiring.parameters()
                .gradient(
                        kernelName,
                        tf.linalg.matMul(dScores, input.get(), MatMul.transposeA(true)));
        wiring.parameters().gradient(biasName, Trained.sumOfRows(wiring, dScores));
    }
}
