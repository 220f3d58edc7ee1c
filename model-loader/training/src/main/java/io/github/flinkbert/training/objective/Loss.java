package io.github.flinkbert.training.objective;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import java.util.List;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * What a head's scores are evaluated by.
 *
 * @param <E> what is known of a sequence
 */
@Experimental
public interface Loss<E extends Example> {

    /**
     * @param loss of the whole batch, a scalar
     * @param gradient of the scores, [tokens, outputs]
     */
    record Evaluated(Operand<TFloat32> loss, Operand<TFloat32> gradient) {}

    /**
     * @param scores the head's, [tokens, outputs]
     */
    Evaluated evaluate(Operand<TFloat32> scores);

    /**
     * Feeds what is right.
     *
     * @param examples in the order of the batch's sequences
     */
    void feed(Feeding feeding, PackedBatch batch, List<E> examples);
}
