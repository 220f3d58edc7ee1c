package io.github.flinkbert.training.model;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.Norm;
import io.github.flinkbert.training.graph.Trained;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import java.util.List;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The embedding layer, trained: three tables, their sum normalised. Nothing is dropped out here.
 */
final class TrainedEmbeddings<T extends TNumber> implements Bottom<T> {

    private static final String AT = "bert/embeddings/";

    private record Table(
            String name, Operand<TFloat32> values, long rows, Placeholder<TInt32> ids) {}

    private final Wiring<T> wiring;
    private final Table words;
    private final Table positions;
    private final Table segments;
    private final Norm<T> norm;

    TrainedEmbeddings(Wiring<T> wiring) {
        this.wiring = wiring;
        words = table(WordEmbeddings.NAME);
        positions = table(AT + "position_embeddings");
        segments = table(AT + "token_type_embeddings");
        norm = new Norm<>(wiring, AT + "LayerNorm/", 0, wiring.tf().constant(1f));
    }

    private Table table(String name) {
        return new Table(
                name,
                Trained.of(wiring, name, true),
                wiring.base().shape(name).get(0),
                wiring.tf().placeholder(TInt32.class, Placeholder.shape(Shape.of(-1))));
    }

    @Override
    public Operand<T> forward() {
        Ops tf = wiring.tf();
        Operand<TFloat32> sum =
                tf.math.addN(
                        List.of(words, positions, segments).stream()
                                .map(
                                        t ->
                                                (Operand<TFloat32>)
                                                        tf.gather(
                                                                t.values(),
                                                                t.ids(),
                                                                tf.constant(0)))
                                .toList());
        Operand<T> narrow = wiring.narrow(sum);
        return norm.forward(narrow, tf.zerosLike(narrow));
    }

    @Override
    public boolean isTrained() {
        return true;
    }

    @Override
    public void learn(Operand<T> dy) {
        Ops tf = wiring.tf();
        Operand<TFloat32> sum = wiring.wide(norm.backward(dy).sublayer());
        for (Table table : List.of(words, positions, segments)) {
            wiring.parameters()
                    .gradient(
                            table.name(),
                            tf.math.unsortedSegmentSum(
                                    sum, table.ids(), tf.constant((int) table.rows())));
        }
    }

    @Override
    public WordEmbeddings words() {
        return new WordEmbeddings(words.values(), true);
    }

    @Override
    public void feed(Feeding feeding, PackedBatch batch, Function<PackedBatch, Tensor> source) {
        Shape all = Shape.of(batch.places());
        feeding.put(words.ids(), all, batch.ids());
        feeding.put(positions.ids(), all, batch.positions());
        feeding.put(segments.ids(), all, batch.segments());
    }
}
