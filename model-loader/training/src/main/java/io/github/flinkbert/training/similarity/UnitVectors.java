package io.github.flinkbert.training.similarity;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.SavedForBackward;
import io.github.flinkbert.training.graph.Wiring;
import java.util.Arrays;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * A vector of each sequence, the weighted sum of its tokens' scaled to length 1, and the way back.
 * For the mean all tokens weigh the same, special ones included; for {@code [CLS]} the first one
 * has all the weight.
 */
final class UnitVectors<T extends TNumber> {

    private static final float SHORTEST = 1e-12f;

    private final Wiring<T> wiring;
    private final Pooling pooling;
    private final Placeholder<TInt32> sequences;
    private final Placeholder<TFloat32> weights;
    private final SavedForBackward<Operand<TFloat32>> unit = new SavedForBackward<>();
    private final SavedForBackward<Operand<TFloat32>> inverse = new SavedForBackward<>();

    UnitVectors(Wiring<T> wiring, Pooling pooling) {
        this.wiring = wiring;
        this.pooling = pooling;
        Ops tf = wiring.tf();
        sequences = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
        weights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    }

    /** [tokens, hidden size] to [sequences, hidden size]. */
    Operand<TFloat32> forward(Operand<T> hidden) {
        Ops tf = wiring.tf();
        Operand<TFloat32> pooled =
                tf.math.unsortedSegmentSum(
                        tf.math.mul(wiring.wide(hidden), weights), owners(), sequences);
        Operand<TFloat32> length = tf.math.sqrt(sum(tf.math.square(pooled)));
        Operand<TFloat32> scale =
                inverse.save(tf.math.reciprocal(tf.math.maximum(length, tf.constant(SHORTEST))));
        return unit.save(tf.math.mul(pooled, scale));
    }

    /** Of the vectors' gradient, [sequences, hidden size], makes that of all tokens. */
    Operand<T> backward(Operand<TFloat32> gradient) {
        Ops tf = wiring.tf();
        Operand<TFloat32> to = unit.get();
        Operand<TFloat32> along = tf.math.mul(to, sum(tf.math.mul(gradient, to)));
        Operand<TFloat32> pooled = tf.math.mul(tf.math.sub(gradient, along), inverse.get());
        // Padding has an owner of -1; its weight is 0, whichever vector's gradient it gets.
        Operand<TInt32> owner = tf.math.maximum(owners(), tf.constant(0));
        return wiring.narrow(tf.math.mul(tf.gather(pooled, owner, tf.constant(0)), weights));
    }

    private Operand<TFloat32> sum(Operand<TFloat32> x) {
        return wiring.tf().reduceSum(x, wiring.tf().constant(1), ReduceSum.keepDims(true));
    }

    private Operand<TInt32> owners() {
        return wiring.tf().reshape(wiring.owners(), wiring.tf().constant(new int[] {-1}));
    }

    void feed(Feeding feeding, PackedBatch batch) {
        float[] shares = new float[batch.places()];
        for (PackedBatch.Placed place : batch.placed()) {
            int first = place.row() * batch.length() + place.column();
            int length = pooling == Pooling.CLS ? 1 : place.sequence().length();
            Arrays.fill(shares, first, first + length, 1f / length);
        }
        feeding.put(sequences, Shape.scalar(), new int[] {batch.placed().size()});
        feeding.put(weights, Shape.of(shares.length, 1), shares);
    }
}
