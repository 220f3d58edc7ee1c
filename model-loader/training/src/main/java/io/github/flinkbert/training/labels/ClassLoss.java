package io.github.flinkbert.training.labels;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.TokenGather;
import io.github.flinkbert.training.objective.Loss;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The loss of sequences' scores, a weighted mean over the sequences: softmax cross-entropy for one
 * label of many; for any of many the mean of the labels' sigmoid cross-entropies; for a score the
 * squared error. As PyTorch's {@code CrossEntropyLoss}, {@code BCEWithLogitsLoss} with {@code
 * pos_weight}, and {@code MSELoss}, which Hugging Face's heads use.
 */
final class ClassLoss implements Loss<LabelExample> {

    private final Ops tf;
    private final LabelObjective objective;
    private final int outputs;
    private final Placeholder<TFloat32> targets;
    private final Placeholder<TFloat32> weights;

    ClassLoss(Ops tf, LabelObjective objective) {
        this.tf = tf;
        this.objective = objective;
        outputs = objective.labels().size();
        targets = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, outputs)));
        weights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    }

    /**
     * @param scores [sequences or more, outputs]
     */
    @Override
    public Evaluated evaluate(Operand<TFloat32> scores) {
        return switch (objective.problem()) {
            case SINGLE_LABEL -> softmax(scores);
            case MULTI_LABEL -> sigmoid(scores);
            default -> squares(scores);
        };
    }

    private Evaluated softmax(Operand<TFloat32> scores) {
        Operand<TFloat32> each = tf.math.neg(tf.math.mul(targets, tf.nn.logSoftmax(scores)));
        return evaluated(each, tf.math.sub(tf.nn.softmax(scores), targets));
    }

    private Evaluated sigmoid(Operand<TFloat32> scores) {
        float[] positive = new float[outputs];
        for (int label = 0; label < outputs; label++) {
            positive[label] = objective.positiveWeights().get(label);
        }
        Operand<TFloat32> share = tf.constant(1f / outputs);
        Operand<TFloat32> has = tf.math.mul(tf.math.mul(targets, tf.constant(positive)), share);
        Operand<TFloat32> hasNot = tf.math.mul(tf.math.sub(tf.constant(1f), targets), share);
        Operand<TFloat32> each =
                tf.math.add(
                        tf.math.mul(has, tf.math.softplus(tf.math.neg(scores))),
                        tf.math.mul(hasNot, tf.math.softplus(scores)));
        Operand<TFloat32> gradient =
                tf.math.sub(
                        tf.math.mul(hasNot, tf.math.sigmoid(scores)),
                        tf.math.mul(has, tf.math.sigmoid(tf.math.neg(scores))));
        return evaluated(each, gradient);
    }

    private Evaluated squares(Operand<TFloat32> scores) {
        Operand<TFloat32> off = tf.math.sub(scores, targets);
        return evaluated(tf.math.square(off), tf.math.mul(tf.constant(2f), off));
    }

    private Evaluated evaluated(Operand<TFloat32> each, Operand<TFloat32> gradient) {
        return new Evaluated(
                tf.reduceSum(tf.math.mul(each, weights), tf.constant(new int[] {0, 1})),
                tf.math.mul(gradient, weights));
    }

    /** Rows that only fill the room weigh nothing. */
    @Override
    public void feed(Feeding feeding, PackedBatch batch, List<LabelExample> examples) {
        int rows = TokenGather.firstTokens(batch).length;
        float[] right = new float[rows * outputs];
        float[] shares = new float[rows];
        double sum = 0;
        for (int i = 0; i < examples.size(); i++) {
            System.arraycopy(examples.get(i).targets(), 0, right, i * outputs, outputs);
            sum += examples.get(i).weight();
        }
        for (int i = 0; i < examples.size(); i++) {
            shares[i] = (float) (examples.get(i).weight() / sum);
        }
        feeding.put(targets, Shape.of(rows, outputs), right);
        feeding.put(weights, Shape.of(rows, 1), shares);
    }
}
