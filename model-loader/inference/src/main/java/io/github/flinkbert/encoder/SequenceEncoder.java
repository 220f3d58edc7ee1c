package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.annotation.Internal;

/**
 * A loaded model of any family, as the engine sees it: batches of sequences go in, matrices come
 * out. Thread-safe: runs may overlap.
 *
 * <p>What a family does not have, branches for one, it leaves as it is here: it is refused with a
 * sentence.
 */
@Internal
public interface SequenceEncoder extends AutoCloseable {

    /**
     * Runs one batch.
     *
     * @return one matrix an output, in their order, over the whole batch: the sequences' shares one
     *     under the other, in the order of {@link PackedBatch#placed()}
     */
    List<Matrix> run(PackedBatch batch, List<Output> outputs);

    /**
     * Makes what the outputs need, so that a fault in it is found before a text depends on it.
     *
     * @throws io.github.flinkbert.failure.CheckpointException if the model cannot give one of them
     */
    void prepare(List<Output> outputs);

    /** The ways in which it can make one vector of a text's tokens. */
    default Set<Pooling> poolings() {
        return Pooling.OF_ENCODERS;
    }

    /** Id of the token for a masked word; -1, which no token has, where there is none. */
    default int maskId() {
        return -1;
    }

    /**
     * SHA-256 of the release's layers as they were rounded to 8 bits; empty in every other format.
     */
    default Optional<String> quantizationDigest() {
        return Optional.empty();
    }

    /**
     * How the release's layers attend within one sequence, special tokens included.
     *
     * @return one matrix a layer, [heads × tokens, tokens]: row {@code head × tokens + i} says how
     *     much token {@code i} attends to each token, and sums to 1 as far as the number format
     *     goes
     * @throws IllegalArgumentException if nothing attends in this model
     */
    default List<Matrix> attention(Sequence sequence) {
        throw new IllegalArgumentException("nothing attends in this model: it has no attention");
    }

    /**
     * Adds a branch and loads its weights.
     *
     * @throws IllegalArgumentException if no branch leaves this model
     */
    default void add(Branch branch) {
        throw new IllegalArgumentException(
                "this model takes neither adapters nor heads, found " + branch.name());
    }

    /** Forgets a branch and frees its weights. */
    default void remove(String branch) {}

    @Override
    void close();
}
