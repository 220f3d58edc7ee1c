package io.github.flinkbert.training.entities;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.objective.Loss;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;

/**
 * Cross-entropy of labels that may be known in part: {@code -log} of the sum of the allowed labels'
 * probabilities, the mean over the tokens that are learnt from (Cour et al. 2011, "Learning from
 * Partial Labels"). With one allowed label it is the usual cross-entropy.
 */
final class LabelLoss implements Loss<LabelledSequence> {

    private static final float IMPOSSIBLE = -1e9f;

    private final Ops tf;
    private final int labels;
    private final Placeholder<TFloat32> barred;
    private final Placeholder<TFloat32> weights;

    LabelLoss(Ops tf, int labels) {
        this.tf = tf;
        this.labels = labels;
        barred = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, labels)));
        weights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    }

    @Override
    public Evaluated evaluate(Operand<TFloat32> scores) {
        Operand<TFloat32> allowed = tf.math.add(scores, barred);
        Operand<TFloat32> perToken = tf.math.sub(logSum(scores), logSum(allowed));
        Operand<TFloat32> loss =
                tf.reduceSum(tf.math.mul(perToken, weights), tf.constant(new int[] {0, 1}));
        Operand<TFloat32> gradient =
                tf.math.mul(tf.math.sub(tf.nn.softmax(scores), tf.nn.softmax(allowed)), weights);
        return new Evaluated(loss, gradient);
    }

    private Operand<TFloat32> logSum(Operand<TFloat32> x) {
        Operand<TFloat32> most = tf.reduceMax(x, tf.constant(-1), ReduceMax.keepDims(true));
        Operand<TFloat32> sum =
                tf.reduceSum(
                        tf.math.exp(tf.math.sub(x, most)),
                        tf.constant(-1),
                        ReduceSum.keepDims(true));
        return tf.math.add(tf.math.log(sum), most);
    }

    @Override
    public void feed(Feeding feeding, PackedBatch batch, List<LabelledSequence> examples) {
        int tokens = batch.places();
        float[] bars = new float[tokens * labels];
        float[] shares = new float[tokens];
        int learnt = 0;
        for (int i = 0; i < examples.size(); i++) {
            PackedBatch.Placed place = batch.placed().get(i);
            int at = place.row() * batch.length() + place.column();
            for (long allowed : examples.get(i).allowed()) {
                if (allowed != 0) {
                    learnt++;
                    shares[at] = 1;
                    for (int label = 0; label < labels; label++) {
                        bars[at * labels + label] = (allowed >>> label & 1) == 1 ? 0 : IMPOSSIBLE;
                    }
                }
                at++;
            }
        }
        for (int at = 0; at < tokens; at++) {
            shares[at] /= Math.max(1, learnt);
        }
        feeding.put(barred, Shape.of(tokens, labels), bars);
        feeding.put(weights, Shape.of(tokens, 1), shares);
    }
}
