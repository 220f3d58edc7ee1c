package io.github.flinkbert.training.similarity;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.SavedForBackward;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.JointGraph;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Each sequence's vector, and the loss of a batch's vectors. */
final class SimilarityGraph<T extends TNumber> implements JointGraph<T> {

    private final Wiring<T> wiring;
    private final UnitVectors<T> pooled;
    private final PairLoss loss;
    private final SavedForBackward<Operand<TFloat32>> scores = new SavedForBackward<>();
    private final SavedForBackward<Operand<TFloat32>> vectors = new SavedForBackward<>();
    private final SavedForBackward<Operand<TFloat32>> gradient = new SavedForBackward<>();

    SimilarityGraph(Wiring<T> wiring, SimilarityObjective objective) {
        this.wiring = wiring;
        pooled = new UnitVectors<>(wiring, objective.pooling());
        loss = new PairLoss(wiring.tf(), objective);
    }

    @Override
    public Operand<TFloat32> forward(Operand<T> hidden) {
        Ops tf = wiring.tf();
        Shape any = Shape.of(-1, wiring.config().hiddenSize());
        Operand<TFloat32> made = scores.save(pooled.forward(hidden));
        PairLoss.Evaluated evaluated =
                loss.evaluate(vectors.save(tf.placeholderWithDefault(made, any)));
        gradient.save(tf.placeholderWithDefault(evaluated.gradient(), any));
        return evaluated.loss();
    }

    @Override
    public Operand<T> backward() {
        return pooled.backward(gradient.get());
    }

    @Override
    public void learn() {
        throw new IllegalStateException("vectors are learnt by layers of the encoder");
    }

    @Override
    public Operand<TFloat32> scores() {
        return scores.get();
    }

    @Override
    public Operand<TFloat32> vectors() {
        return vectors.get();
    }

    @Override
    public Operand<TFloat32> gradient() {
        return gradient.get();
    }

    @Override
    public void place(Feeding feeding, PackedBatch batch) {
        pooled.feed(feeding, batch);
    }

    @Override
    public void feed(Feeding feeding, PackedBatch batch, List<? extends Example> examples) {
        feed(feeding, examples);
    }

    @Override
    public void feed(Feeding feeding, List<? extends Example> examples) {
        loss.feed(feeding, examples.stream().map(SimilarityExample.class::cast).toList());
    }
}
