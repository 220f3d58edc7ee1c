package io.github.flinkbert.training.objective;

import io.github.flinkbert.training.graph.Feeding;
import java.util.List;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * A loss of all of a batch's sequences together, by a vector of each. The batch may be larger than
 * what one run takes: its vectors are then gathered from several runs, and the loss's gradient is
 * given back to each (gradient caching, Gao et al. 2021, "Scaling Deep Contrastive Learning Batch
 * Size under Memory Limited Setup"). So the two ends can be fed.
 *
 * <p>{@link #scores} are the vectors that a run computes, and {@link #rows} says {@code SEQUENCES}.
 */
@Experimental
public interface JointGraph<T extends TNumber> extends ObjectiveGraph<T> {

    /**
     * What the loss is of, [sequences, size]: the run's own vectors, unless others are fed, which
     * may be more.
     */
    Operand<TFloat32> vectors();

    /**
     * What {@link #backward} begins with, [sequences, size]: the loss's gradient of {@link
     * #vectors}, unless another is fed.
     */
    Operand<TFloat32> gradient();

    /**
     * Feeds what the loss needs beside the vectors.
     *
     * @param examples one a vector, in their order
     */
    void feed(Feeding feeding, List<? extends Example> examples);

    @Override
    default Rows rows() {
        return Rows.SEQUENCES;
    }
}
