package io.github.flinkbert.training.graph;

import io.github.flinkbert.checkpoint.BertConfig;
import io.github.flinkbert.encoder.Variables;
import io.github.flinkbert.tensor.Weights;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;

/**
 * What all parts of the trained graph share.
 *
 * @param type number format of weights and products
 * @param base the checkpoint's own numbers
 * @param narrow the base's frozen variables in the products' format
 * @param wide the base's frozen variables in float32
 * @param owners index of each token's sequence, -1 for padding: [rows, length]
 * @param keep share of hidden units that dropout leaves
 * @param seed of this run's dropout, two numbers
 */
@Experimental
public record Wiring<T extends TNumber>(
        Ops tf,
        Class<T> type,
        BertConfig config,
        TuningMethod tuning,
        Weights base,
        Variables<T> narrow,
        Variables<TFloat32> wide,
        Parameters parameters,
        Fused fused,
        Placeholder<TInt32> owners,
        Placeholder<TFloat32> keep,
        Placeholder<TInt64> seed,
        long initialSeed) {

    /** Random numbers for a parameter's beginning: the same whatever else is trained. */
    public SplittableRandom random(String parameter) {
        return new SplittableRandom(initialSeed * 31 + parameter.hashCode());
    }

    /**
     * Uniform random numbers for one place of dropout, [tokens, hidden size]; the same for the same
     * seed and place.
     */
    public Operand<TFloat32> uniform(Operand<?> like, int place) {
        Operand<TInt64> here = tf.math.add(seed, tf.constant(new long[] {0, place}));
        return tf.random.statelessRandomUniform(tf.shape(like), here, TFloat32.class);
    }

    /** As the product's format. */
    public Operand<T> narrow(Operand<?> value) {
        return Fused.cast(tf, value, type);
    }

    public Operand<TFloat32> wide(Operand<?> value) {
        return Fused.cast(tf, value, TFloat32.class);
    }

    /** [rows, length, heads, head size]. */
    public Operand<TInt32> headShape() {
        return tf.concat(
                List.of(
                        tf.shape(owners),
                        tf.constant(new int[] {config.heads(), config.headSize()})),
                tf.constant(0));
    }
}
