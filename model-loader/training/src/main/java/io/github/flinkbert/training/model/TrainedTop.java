package io.github.flinkbert.training.model;

import io.github.flinkbert.training.graph.Fused;
import io.github.flinkbert.training.graph.Wiring;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** The encoder layers that a gradient reaches. */
final class TrainedTop<T extends TNumber> {

    /** Added to the score of a token of another sequence; in Google's modeling.py, too. */
    private static final float MASKED = -10000f;

    private final Bottom<T> bottom;
    private final List<TrainedLayer<T>> layers = new ArrayList<>();

    TrainedTop(Wiring<T> wiring, Bottom<T> bottom) {
        this.bottom = bottom;
        Operand<TFloat32> mask = mask(wiring);
        int all = wiring.config().layers();
        for (int layer = wiring.tuning().fromLayer(all); layer < all; layer++) {
            layers.add(new TrainedLayer<>(wiring, layer, mask));
        }
    }

    /** Whether a gradient is wanted here. */
    boolean isTrained() {
        return !layers.isEmpty();
    }

    Operand<T> forward() {
        Operand<T> hidden = bottom.forward();
        for (TrainedLayer<T> layer : layers) {
            hidden = layer.forward(hidden);
        }
        return hidden;
    }

    void backward(Operand<T> gradient) {
        Operand<T> back = gradient;
        for (int i = layers.size() - 1; i > 0; i--) {
            back = layers.get(i).backward(back);
        }
        if (bottom.isTrained()) {
            bottom.learn(layers.get(0).backward(back));
        } else {
            layers.get(0).learn(back);
        }
    }

    private static Operand<TFloat32> mask(Wiring<?> wiring) {
        Ops tf = wiring.tf();
        Operand<?> same =
                tf.math.equal(
                        tf.expandDims(wiring.owners(), tf.constant(2)),
                        tf.expandDims(wiring.owners(), tf.constant(1)));
        Operand<TFloat32> others =
                tf.math.sub(tf.constant(1f), Fused.cast(tf, same, TFloat32.class));
        return tf.expandDims(tf.math.mul(others, tf.constant(MASKED)), tf.constant(1));
    }
}
