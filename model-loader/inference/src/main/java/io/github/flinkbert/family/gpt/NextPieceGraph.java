package io.github.flinkbert.family.gpt;

import io.github.flinkbert.encoder.Casts;
import io.github.flinkbert.encoder.Inputs;
import io.github.flinkbert.encoder.RawOps;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Max;
import org.tensorflow.op.core.Sum;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * From the last hidden states to the pieces that come next. Computed in float32 whatever the
 * model's format, on kernels that have been rounded to it: probabilities are told apart by small
 * differences of great scores.
 *
 * <p>Scores are made of some thousand pieces at a time: those of a whole batch, 2,048 tokens of
 * 50,257 pieces, would take 412 MB.
 */
final class NextPieceGraph<T extends TNumber> {

    private static final int SLICE = 8192;

    private final Ops tf;
    private final Inputs inputs;
    private final GptConfig config;
    private final Operand<T> kernel;

    /**
     * @param kernel [pieces, hidden size]
     */
    NextPieceGraph(Ops tf, Inputs inputs, GptConfig config, Operand<T> kernel) {
        this.tf = tf;
        this.inputs = inputs;
        this.config = config;
        this.kernel = kernel;
    }

    /**
     * The likeliest pieces, ids then probabilities: [states, 2 × top].
     *
     * @param states [states, hidden size]
     */
    Operand<TFloat32> likeliest(Operand<TFloat32> states, int top) {
        List<Operand<TFloat32>> slices = new ArrayList<>();
        for (int from = 0; from < config.vocabularySize(); from += SLICE) {
            slices.add(scores(tf, states, from));
        }
        Operand<TFloat32> probabilities = tf.nn.softmax(besideEachOther(slices));
        TopK<TFloat32, TInt32> best = tf.nn.topK(probabilities, tf.constant(top), TInt32.class);
        Operand<TFloat32> ids = tf.dtypes.cast(best.indices(), TFloat32.class);
        return tf.concat(List.of(ids, best.values()), tf.constant(1));
    }

    /**
     * The logarithm of each token's probability behind those before it, 0 for the first of a
     * sequence: [tokens, 1].
     *
     * @param states of all places of the batch, [rows × length, hidden size]
     */
    Operand<TFloat32> logProbabilities(Operand<TFloat32> states) {
        Operand<TInt32> at = inputs.allTokens();
        // A sequence's tokens lie one behind the other; of a first token the outcome is not used.
        Operand<TInt32> before = tf.math.maximum(tf.math.sub(at, tf.constant(1)), tf.constant(0));
        Operand<TFloat32> seen = tf.gather(states, before, tf.constant(0));
        Operand<TInt32> ids = tf.gather(flat(inputs.ids()), at, tf.constant(0));
        Operand<TFloat32> targets = Casts.wide(tf, tf.gather(kernel, ids, tf.constant(0)));
        Operand<TFloat32> found =
                tf.sum(tf.math.mul(seen, targets), tf.constant(1), Sum.keepDims(true));
        Operand<TInt32> positions =
                tf.expandDims(
                        tf.gather(flat(inputs.positions()), at, tf.constant(0)), tf.constant(1));
        Operand<TFloat32> logarithms = tf.math.sub(found, logSum(seen));
        return tf.select(
                tf.math.greater(positions, tf.constant(0)), logarithms, tf.zerosLike(logarithms));
    }

    /** The logarithm of the sum of all pieces' exponentials, of each state: [states, 1]. */
    private Operand<TFloat32> logSum(Operand<TFloat32> states) {
        Operand<TFloat32> first = scores(tf, states, 0);
        Operand<TFloat32> greatest = greatest(first);
        Operand<TFloat32> sum = sum(first, greatest);
        for (int from = SLICE; from < config.vocabularySize(); from += SLICE) {
            // One slice after the other, or all would be in memory together.
            Ops after = tf.withControlDependencies(List.<Op>of(sum));
            Operand<TFloat32> scores = scores(after, states, from);
            Operand<TFloat32> higher = tf.math.maximum(greatest, greatest(scores));
            sum =
                    RawOps.add(
                            tf,
                            tf.math.mul(sum, tf.math.exp(tf.math.sub(greatest, higher))),
                            sum(scores, higher));
            greatest = higher;
        }
        return RawOps.add(tf, tf.math.log(sum), greatest);
    }

    private Operand<TFloat32> greatest(Operand<TFloat32> scores) {
        return tf.max(scores, tf.constant(1), Max.keepDims(true));
    }

    private Operand<TFloat32> sum(Operand<TFloat32> scores, Operand<TFloat32> greatest) {
        return tf.sum(
                tf.math.exp(tf.math.sub(scores, greatest)), tf.constant(1), Sum.keepDims(true));
    }

    /** Scores of a slice of the pieces: [states, pieces of the slice]. */
    private Operand<TFloat32> scores(Ops ops, Operand<TFloat32> states, int from) {
        int pieces = Math.min(SLICE, config.vocabularySize() - from);
        Operand<T> slice =
                ops.slice(
                        kernel,
                        ops.constant(new int[] {from, 0}),
                        ops.constant(new int[] {pieces, config.hiddenSize()}));
        return ops.linalg.matMul(states, Casts.wide(ops, slice), MatMul.transposeB(true));
    }

    private Operand<TFloat32> besideEachOther(List<Operand<TFloat32>> slices) {
        return slices.size() == 1 ? slices.get(0) : tf.concat(slices, tf.constant(1));
    }

    private Operand<TInt32> flat(Operand<TInt32> matrix) {
        return tf.reshape(matrix, tf.constant(new int[] {-1}));
    }
}
