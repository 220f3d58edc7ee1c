package io.github.flinkbert.training.objective;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.SavedForBackward;
import io.github.flinkbert.training.graph.TokenHead;
import io.github.flinkbert.training.graph.Wiring;
import java.util.List;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** A head on each token, and a loss of its scores. */
@Experimental
public final class TokenHeadGraph<T extends TNumber, E extends Example>
        implements ObjectiveGraph<T> {

    private final TokenHead<T> head;
    private final Loss<E> loss;
    private final Class<E> type;
    private final SavedForBackward<Operand<TFloat32>> scores = new SavedForBackward<>();
    private final SavedForBackward<Loss.Evaluated> evaluated = new SavedForBackward<>();

    /**
     * @param names of the head's variables
     * @param type of the examples
     */
    public TokenHeadGraph(
            Wiring<T> wiring, SavedModule names, int outputs, Loss<E> loss, Class<E> type) {
        this.head = new TokenHead<>(wiring, names.kernel(), names.bias(), outputs);
        this.loss = loss;
        this.type = type;
    }

    @Override
    public Operand<TFloat32> forward(Operand<T> hidden) {
        return evaluated.save(loss.evaluate(scores.save(head.forward(hidden)))).loss();
    }

    @Override
    public Operand<T> backward() {
        return head.backward(evaluated.get().gradient());
    }

    @Override
    public void learn() {
        head.learn(evaluated.get().gradient());
    }

    @Override
    public Operand<TFloat32> scores() {
        return scores.get();
    }

    @Override
    public void feed(Feeding feeding, PackedBatch batch, List<? extends Example> examples) {
        loss.feed(feeding, batch, examples.stream().map(type::cast).toList());
    }
}
