package io.github.flinkbert.training.labels;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.Pooler;
import io.github.flinkbert.training.graph.SavedForBackward;
import io.github.flinkbert.training.graph.TokenGather;
import io.github.flinkbert.training.graph.TokenHead;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Loss;
import io.github.flinkbert.training.objective.ObjectiveGraph;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** Each sequence's first token through the pooler, dropout and a dense layer, and the loss. */
final class LabelGraph<T extends TNumber> implements ObjectiveGraph<T> {

    private final TokenGather<T> gather;
    private final Pooler<T> pooler;
    private final TokenHead<T> head;
    private final ClassLoss loss;
    private final SavedForBackward<Operand<TFloat32>> scores = new SavedForBackward<>();
    private final SavedForBackward<Loss.Evaluated> evaluated = new SavedForBackward<>();

    LabelGraph(Wiring<T> wiring, LabelObjective objective) {
        gather = new TokenGather<>(wiring);
        pooler = new Pooler<>(wiring);
        head =
                new TokenHead<>(
                        wiring,
                        LabelObjective.CLASSIFIER.kernel(),
                        LabelObjective.CLASSIFIER.bias(),
                        objective.labels().size());
        loss = new ClassLoss(wiring.tf(), objective);
    }

    @Override
    public Operand<TFloat32> forward(Operand<T> hidden) {
        Operand<TFloat32> made = scores.save(head.forward(pooler.forward(gather.forward(hidden))));
        return evaluated.save(loss.evaluate(made)).loss();
    }

    @Override
    public Operand<T> backward() {
        return gather.backward(pooler.backward(head.backward(evaluated.get().gradient())));
    }

    @Override
    public void learn() {
        pooler.learn(head.backward(evaluated.get().gradient()));
    }

    @Override
    public Operand<TFloat32> scores() {
        return scores.get();
    }

    @Override
    public Rows rows() {
        return Rows.SEQUENCES;
    }

    @Override
    public void place(Feeding feeding, PackedBatch batch) {
        gather.feed(feeding, TokenGather.firstTokens(batch));
    }

    @Override
    public void feed(Feeding feeding, PackedBatch batch, List<? extends Example> examples) {
        loss.feed(feeding, batch, examples.stream().map(LabelExample.class::cast).toList());
    }
}
