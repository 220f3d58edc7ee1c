package io.github.flinkbert.training.model;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.family.TNumber;

/** Hidden states that frozen layers have made outside this graph. */
final class GivenFeatures<T extends TNumber> implements Bottom<T> {

    private final Wiring<T> wiring;
    private final Placeholder<T> features;

    GivenFeatures(Wiring<T> wiring) {
        this.wiring = wiring;
        features =
                wiring.tf()
                        .placeholder(
                                wiring.type(),
                                Placeholder.shape(Shape.of(-1, wiring.config().hiddenSize())));
    }

    @Override
    public Operand<T> forward() {
        return features;
    }

    @Override
    public boolean isTrained() {
        return false;
    }

    @Override
    public void learn(Operand<T> dy) {
        throw new IllegalStateException("frozen layers learn nothing");
    }

    @Override
    public WordEmbeddings words() {
        return new WordEmbeddings(wiring.wide().get(WordEmbeddings.NAME), false);
    }

    @Override
    public void feed(Feeding feeding, PackedBatch batch, Function<PackedBatch, Tensor> source) {
        feeding.put(features, source.apply(batch));
    }
}
