package io.github.flinkbert.training.answers;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.objective.Loss;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The mean of two cross-entropies over a sequence's tokens, of where the answer starts and where it
 * ends, as in {@code run_squad.py}; each sequence of a packed row has softmaxes of its own.
 */
final class SpanLoss implements Loss<AnswerExample> {

    private static final int OUTPUTS = 2;

    private final Ops tf;
    private final Placeholder<TInt32> segments;
    private final Placeholder<TInt32> count;
    private final Placeholder<TFloat32> targets;
    private final Placeholder<TFloat32> weights;

    SpanLoss(Ops tf) {
        this.tf = tf;
        segments = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
        count = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
        targets = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, OUTPUTS)));
        weights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    }

    @Override
    public Evaluated evaluate(Operand<TFloat32> scores) {
        Operand<TFloat32> most = spread(tf.math.unsortedSegmentMax(scores, segments, count));
        Operand<TFloat32> shifted = tf.math.sub(scores, most);
        Operand<TFloat32> exp = tf.math.exp(shifted);
        Operand<TFloat32> sums = spread(tf.math.unsortedSegmentSum(exp, segments, count));
        Operand<TFloat32> logs = tf.math.sub(shifted, tf.math.log(sums));
        Operand<TFloat32> weighted = tf.math.mul(targets, weights);
        Operand<TFloat32> loss =
                tf.math.neg(
                        tf.reduceSum(tf.math.mul(weighted, logs), tf.constant(new int[] {0, 1})));
        Operand<TFloat32> gradient =
                tf.math.mul(tf.math.sub(tf.math.div(exp, sums), targets), weights);
        return new Evaluated(loss, gradient);
    }

    private Operand<TFloat32> spread(Operand<TFloat32> bySegment) {
        return tf.gather(bySegment, segments, tf.constant(0));
    }

    @Override
    public void feed(Feeding feeding, PackedBatch batch, List<AnswerExample> examples) {
        int tokens = batch.places();
        int[] owners = batch.owners().clone();
        float[] right = new float[tokens * OUTPUTS];
        float[] shares = new float[tokens];
        for (int i = 0; i < examples.size(); i++) {
            PackedBatch.Placed place = batch.placed().get(i);
            int at = place.row() * batch.length() + place.column();
            right[(at + examples.get(i).start()) * OUTPUTS] = 1;
            right[(at + examples.get(i).end()) * OUTPUTS + 1] = 1;
        }
        for (int at = 0; at < tokens; at++) {
            if (owners[at] < 0) {
                owners[at] = examples.size(); // padding is a segment of its own, without weight
            } else {
                shares[at] = 1f / (OUTPUTS * examples.size());
            }
        }
        feeding.put(segments, Shape.of(tokens), owners);
        feeding.put(count, Shape.scalar(), new int[] {examples.size() + 1});
        feeding.put(targets, Shape.of(tokens, OUTPUTS), right);
        feeding.put(weights, Shape.of(tokens, 1), shares);
    }
}
