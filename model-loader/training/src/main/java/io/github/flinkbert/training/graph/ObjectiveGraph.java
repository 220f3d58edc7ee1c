package io.github.flinkbert.training.graph;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.objective.Example;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** From the last hidden states to the loss, and back. */
interface ObjectiveGraph<T extends TNumber> {

    /**
     * @param hidden [tokens, hidden size]
     * @return the loss, a scalar
     */
    Operand<TFloat32> forward(Operand<T> hidden);

    /** Notes the parameters' gradients; the gradient of the hidden states. */
    Operand<T> backward();

    /** Notes the parameters' gradients, where nothing below is trained. */
    void learn();

    /** What is judged on development data, [tokens, outputs]. */
    Operand<TFloat32> scores();

    /**
     * Feeds what is right.
     *
     * @param examples in the order of the batch's sequences
     */
    void feed(Feeding feeding, PackedBatch batch, List<? extends Example> examples);
}
