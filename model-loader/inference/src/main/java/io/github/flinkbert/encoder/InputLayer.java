package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.BertConfig;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/** From a packed batch to what the first layer and every attention take in. */
@Internal
public final class InputLayer {

    /** Added to the score of a token of another sequence; in Google's modeling.py, too. */
    private static final float MASKED = -10000f;

    private final Ops tf;
    private final Inputs inputs;

    public InputLayer(Ops tf, Inputs inputs) {
        this.tf = tf;
        this.inputs = inputs;
    }

    /** The shape [rows, length, 3, heads, head size]. */
    Operand<TInt32> split(BertConfig config) {
        return split(config.heads(), config.headSize());
    }

    /** The shape [rows, length, 3, heads, head size]. */
    public Operand<TInt32> split(int heads, int headSize) {
        return tf.concat(
                List.of(tf.shape(inputs.ids()), tf.constant(new int[] {3, heads, headSize})),
                tf.constant(0));
    }

    /**
     * 0 where two tokens of a row belong to the same sequence, a great negative number elsewhere:
     * [rows, 1, length, length].
     */
    <T extends TNumber> Operand<T> blockDiagonalMask(Class<T> type) {
        Operand<?> same =
                tf.math.equal(
                        tf.expandDims(inputs.owners(), tf.constant(2)),
                        tf.expandDims(inputs.owners(), tf.constant(1)));
        Operand<TFloat32> keep = tf.dtypes.cast(same, TFloat32.class);
        Operand<TFloat32> added =
                tf.math.mul(tf.math.sub(tf.constant(1f), keep), tf.constant(MASKED));
        return tf.expandDims(tf.dtypes.cast(added, type), tf.constant(1));
    }

    /**
     * 0 where a token of the row is of the same sequence and not behind, a great negative number
     * elsewhere: [rows, 1, length, length].
     *
     * @param masked that number; what is added to it must leave it far below all scores
     */
    public <T extends TNumber> Operand<T> causalMask(Class<T> type, float masked) {
        Operand<TBool> same =
                tf.math.equal(
                        tf.expandDims(inputs.owners(), tf.constant(2)),
                        tf.expandDims(inputs.owners(), tf.constant(1)));
        Operand<TBool> notBehind =
                tf.math.greaterEqual(
                        tf.expandDims(inputs.positions(), tf.constant(2)),
                        tf.expandDims(inputs.positions(), tf.constant(1)));
        Operand<TFloat32> keep =
                tf.dtypes.cast(tf.math.logicalAnd(same, notBehind), TFloat32.class);
        Operand<TFloat32> added =
                tf.math.mul(tf.math.sub(tf.constant(1f), keep), tf.constant(masked));
        return tf.expandDims(tf.dtypes.cast(added, type), tf.constant(1));
    }

    /** The sum of a token's word and its position: [rows, length, hidden size]. */
    public Operand<TFloat32> sum(
            Operand<? extends TNumber> words, Operand<? extends TNumber> positions) {
        return RawOps.add(tf, looked(words, inputs.ids()), looked(positions, inputs.positions()));
    }

    /** The sum of a token's three embeddings: [rows, length, hidden size]. */
    Operand<TFloat32> sum(
            Operand<? extends TNumber> words,
            Operand<? extends TNumber> positions,
            Operand<? extends TNumber> segments) {
        return RawOps.add(tf, sum(words, positions), looked(segments, inputs.segments()));
    }

    private Operand<TFloat32> looked(Operand<? extends TNumber> table, Operand<TInt32> ids) {
        return tf.dtypes.cast(tf.gather(table, ids, tf.constant(0)), TFloat32.class);
    }
}
