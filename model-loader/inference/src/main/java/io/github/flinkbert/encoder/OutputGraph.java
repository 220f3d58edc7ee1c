package io.github.flinkbert.encoder;

import java.util.List;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/**
 * A model's graph, with a node for every output that was asked for. Nodes are made when first asked
 * for, for TensorFlow computes only what a run fetches. Not thread-safe.
 */
@Internal
public interface OutputGraph {

    Inputs inputs();

    /** Fills the variables that were declared since the last call. */
    void load(Session session);

    boolean has(Output output);

    /** The node of an output that {@link #has} one. */
    Operand<TFloat32> node(Output output);

    /**
     * Makes the nodes of outputs that have none yet, and fills their variables; no run may go on.
     *
     * @throws io.github.flinkbert.failure.CheckpointException if the checkpoint lacks the weights
     *     for one of them
     * @throws IllegalArgumentException if such a model has no such output
     */
    void build(List<Output> wanted, Session session);

    boolean showsAttention();

    /** Makes the nodes of {@link #attention}. */
    void showAttention();

    /** Attention in float32: a layer each, [rows, heads, length, length]. */
    List<Operand<TFloat32>> attention();

    /**
     * Makes a branch's nodes; its variables are to be loaded then.
     *
     * @throws IllegalArgumentException if no branch leaves this model
     */
    default void add(Branch branch) {
        throw new IllegalArgumentException(
                "this model takes neither adapters nor heads, found " + branch.name());
    }

    /** Forgets a branch; running what comes back frees its variables. */
    default List<Op> remove(String branch) {
        return List.of();
    }
}
