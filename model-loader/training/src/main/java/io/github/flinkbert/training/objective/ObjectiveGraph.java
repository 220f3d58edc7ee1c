package io.github.flinkbert.training.objective;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import java.util.List;
import java.util.Map;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * From the last hidden states to the loss, and back. Its parameters are those that it declares with
 * {@link io.github.flinkbert.training.graph.Wiring#parameters}; each must be given a gradient in
 * {@link #backward} and in {@link #learn}.
 */
@Experimental
public interface ObjectiveGraph<T extends TNumber> {

    /** What a row of the scores belongs to. */
    enum Rows {
        /** Scores are [tokens of the batch, outputs], padding included. */
        TOKENS,
        /** Scores are [sequences or more, outputs]: row i is the batch's sequence i. */
        SEQUENCES
    }

    /**
     * @param hidden [tokens of the batch, hidden size], row under row, padding included
     * @return the loss, a scalar
     */
    Operand<TFloat32> forward(Operand<T> hidden);

    /** Notes the parameters' gradients; the gradient of the hidden states. */
    Operand<T> backward();

    /** Notes the parameters' gradients, where nothing below is trained. */
    void learn();

    /** The parts that the loss is the sum of, scalars by name; none where it is one thing. */
    default Map<String, Operand<TFloat32>> losses() {
        return Map.of();
    }

    /** What is evaluated on development data; rows as {@link #rows} says. */
    Operand<TFloat32> scores();

    default Rows rows() {
        return Rows.TOKENS;
    }

    /** Feeds what the scores need of the batch's layout; when learning, too. */
    default void place(Feeding feeding, PackedBatch batch) {}

    /**
     * Feeds what is right.
     *
     * @param examples in the order of the batch's sequences
     */
    void feed(Feeding feeding, PackedBatch batch, List<? extends Example> examples);
}
