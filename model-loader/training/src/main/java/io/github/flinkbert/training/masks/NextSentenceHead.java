package io.github.flinkbert.training.masks;

import io.github.flinkbert.training.graph.Pooler;
import io.github.flinkbert.training.graph.SavedForBackward;
import io.github.flinkbert.training.graph.Trained;
import io.github.flinkbert.training.graph.Wiring;
import java.util.SplittableRandom;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The release's next-sentence head: pooler and a dense layer without dropout ({@code
 * get_next_sentence_output} of Google's {@code run_pretraining.py}). It begins with the release's
 * own numbers; where the release has none, with a truncated normal distribution, as there.
 */
final class NextSentenceHead<T extends TNumber> {

    static final String WEIGHTS = "cls/seq_relationship/output_weights";
    static final String BIAS = "cls/seq_relationship/output_bias";
    static final int OUTPUTS = 2;

    /** Google's {@code initializer_range}. */
    private static final double DEVIATION = 0.02;

    /** Where TensorFlow's {@code truncated_normal_initializer} cuts, in deviations. */
    private static final double MOST_DEVIATIONS = 2;

    private final Wiring<T> wiring;
    private final Pooler<T> pooler;
    private final Operand<TFloat32> kernel;
    private final Operand<TFloat32> bias;
    private final SavedForBackward<Operand<TFloat32>> input = new SavedForBackward<>();

    NextSentenceHead(Wiring<T> wiring) {
        this.wiring = wiring;
        pooler = new Pooler<>(wiring);
        if (wiring.base().names().contains(WEIGHTS)) {
            kernel = Trained.of(wiring, WEIGHTS, true);
        } else {
            Shape shape = Shape.of(OUTPUTS, wiring.config().hiddenSize());
            kernel = wiring.parameters().declare(WEIGHTS, shape, true, this::draw);
        }
        if (wiring.base().names().contains(BIAS)) {
            bias = Trained.of(wiring, BIAS, false);
        } else {
            bias = wiring.parameters().declare(BIAS, Shape.of(OUTPUTS), false, values -> {});
        }
    }

    /** The output that a pair belongs to: 0 is next, 1 is random. */
    static int label(boolean isNext) {
        return isNext ? 0 : 1;
    }

    private void draw(float[] values) {
        SplittableRandom random = wiring.random(WEIGHTS);
        for (int i = 0; i < values.length; i++) {
            double drawn = random.nextGaussian();
            while (Math.abs(drawn) > MOST_DEVIATIONS) {
                drawn = random.nextGaussian();
            }
            values[i] = (float) (drawn * DEVIATION);
        }
    }

    /** Of first tokens, [n, hidden size], makes [n, 2]. */
    Operand<TFloat32> forward(Operand<T> first) {
        Ops tf = wiring.tf();
        Operand<TFloat32> pooled = input.save(wiring.wide(pooler.forward(first)));
        return tf.nn.biasAdd(tf.linalg.matMul(pooled, kernel, MatMul.transposeB(true)), bias);
    }

    /** Notes the parameters' gradients; the gradient of the first tokens. */
    Operand<T> backward(Operand<TFloat32> scores) {
        Ops tf = wiring.tf();
        wiring.parameters()
                .gradient(WEIGHTS, tf.linalg.matMul(scores, input.get(), MatMul.transposeA(true)));
        wiring.parameters().gradient(BIAS, Trained.sumOfRows(wiring, scores));
        return pooler.backward(wiring.narrow(tf.linalg.matMul(scores, kernel)));
    }
}
