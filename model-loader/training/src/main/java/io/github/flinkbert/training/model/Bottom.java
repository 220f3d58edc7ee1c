package io.github.flinkbert.training.model;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.types.family.TNumber;

/** What the lowest of the trained layers stands on. */
interface Bottom<T extends TNumber> {

    /** [tokens, hidden size]. */
    Operand<T> forward();

    /** Whether a gradient is wanted here. */
    boolean isTrained();

    /** Notes the parameters' gradients. */
    void learn(Operand<T> dy);

    /** The word embeddings. */
    WordEmbeddings words();

    /**
     * @param features makes the tensor of the frozen layers' hidden states
     */
    void feed(Feeding feeding, PackedBatch batch, Function<PackedBatch, Tensor> features);

    /** What the tuning method calls for. */
    static <T extends TNumber> Bottom<T> of(Wiring<T> wiring) {
        boolean all =
                wiring.tuning()
                                instanceof
                                io.github.flinkbert.training.setting.TuningMethod.Full full
                        && full.frozenLayers() == 0;
        return all ? new TrainedEmbeddings<>(wiring) : new GivenFeatures<>(wiring);
    }
}
