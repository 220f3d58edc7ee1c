package io.github.flinkbert.training.graph;

import java.util.List;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TNumber;

/**
 * The release's pooler, a dense layer and tanh (Devlin et al. 2019; {@code pooler} of Google's
 * {@code modeling.py}), trained from the release's own weights whatever the tuning method.
 */
@Experimental
public final class Pooler<T extends TNumber> {

    /** Google's name of its layer. */
    public static final String NAME = "bert/pooler/dense";

    /** Hugging Face's name of its layer. */
    public static final String MODULE = "bert.pooler.dense";

    private final Wiring<T> wiring;
    private final Dense<T> dense;
    private final SavedForBackward<Operand<T>> pooled = new SavedForBackward<>();

    /** The base must have the variables {@code bert/pooler/dense/kernel} and {@code bias}. */
    public Pooler(Wiring<T> wiring) {
        this.wiring = wiring;
        dense = Dense.trained(wiring, NAME);
    }

    /** [n, hidden size] to the same. */
    public Operand<T> forward(Operand<T> x) {
        return pooled.save(
                wiring.fused()
                        .one(
                                "tanh",
                                List.of(dense.forward(x)),
                                wiring.type(),
                                (tf, in) -> List.of(tf.math.tanh(in.get(0)))));
    }

    /** Notes the parameters' gradients; of the output's gradient makes the input's. */
    public Operand<T> backward(Operand<T> dy) {
        return dense.backward(beforeTanh(dy));
    }

    /** Notes the parameters' gradients, where nothing below is trained. */
    public void learn(Operand<T> dy) {
        dense.learn(beforeTanh(dy));
    }

    private Operand<T> beforeTanh(Operand<T> dy) {
        return wiring.fused()
                .one(
                        "tanhBack",
                        List.of(dy, pooled.get()),
                        wiring.type(),
                        (tf, in) ->
                                List.of(
                                        tf.math.mul(
                                                in.get(0),
                                                tf.math.sub(
                                                        tf.constant(1f),
                                                        tf.math.square(in.get(1))))));
    }
}
