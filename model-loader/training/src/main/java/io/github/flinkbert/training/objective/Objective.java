package io.github.flinkbert.training.objective;

import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.types.family.TNumber;

/**
 * What is learnt. A task of the trainer is a package that has an objective, its examples and its
 * {@link ObjectiveGraph}; the trainer knows none of them by name.
 *
 * <p>A head on each token is a {@link TokenHeadGraph} with a {@link Loss} of its own. A head on
 * each sequence gathers the first tokens ({@link io.github.flinkbert.training.graph.TokenGather}),
 * may train the release's pooler ({@link io.github.flinkbert.training.graph.Pooler}), puts a {@link
 * io.github.flinkbert.training.graph.TokenHead} on it, and says that its scores are {@link
 * ObjectiveGraph.Rows#SEQUENCES}. Whatever it declares as a parameter is trained, kept in snapshots
 * and written to the result: under Google's names where the whole model is trained, else as the
 * modules of its {@link TrainedHead}.
 *
 * @param <E> what it learns from
 */
@Experimental
public interface Objective<E extends Example> {

    /** The command's word for it. */
    String name();

    /**
     * All settings of it that change a training's numbers. A training is resumed only under the
     * same text, so it must stay the same from version to version.
     */
    String identity();

    /** The head that is trained; empty where the release's own is used. */
    Optional<TrainedHead> head();

    /**
     * Builds the ops from the last hidden states to the loss, and back.
     *
     * @param words the word embeddings; asked for by those that need them, for they take memory
     */
    <T extends TNumber> ObjectiveGraph<T> graph(Wiring<T> wiring, Supplier<WordEmbeddings> words);

    /**
     * @throws io.github.flinkbert.training.setting.TrainingException if it cannot be learnt by this
     *     checkpoint, or by this tuning method
     */
    default void require(Checkpoint checkpoint, TuningMethod tuning) {}

    /**
     * The batches of an epoch, as indices of examples, where the loss is of all examples of a batch
     * together: the graph is then a {@link JointGraph}. A pure function of its arguments. Empty
     * where each example has its own loss: the trainer then makes batches by tokens.
     *
     * @param epoch from 1
     */
    default List<List<Integer>> together(List<E> examples, long seed, int epoch) {
        return List.of();
    }

    /**
     * Whether the encoder reads the same in every epoch. Where it does not, the frozen layers'
     * hidden states are not kept.
     */
    default boolean isSameInEveryEpoch() {
        return true;
    }

    /**
     * An example as it is in one epoch.
     *
     * @param seed of the example and the epoch
     */
    default Example drawn(E example, Vocabulary vocabulary, long seed) {
        return example;
    }
}
