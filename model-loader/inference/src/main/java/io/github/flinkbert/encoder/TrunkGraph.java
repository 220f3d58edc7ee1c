package io.github.flinkbert.encoder;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.types.family.TNumber;

/**
 * The embedding layer and the transformer layers above it, as nodes of a graph: from a packed batch
 * to the hidden states of each layer.
 *
 * @param <T> number format of the hidden states
 */
interface TrunkGraph<T extends TNumber> {

    /** Hidden states of a layer: 0 is the embedding layer; [rows × length, hidden size]. */
    Operand<T> hidden(int layer);

    /**
     * Attention of each layer, the first transformer layer's first: [rows, heads, length, length].
     */
    List<? extends Operand<? extends TNumber>> attention();

    /** The word embeddings, which are the kernel of the masked-word head, too. */
    Operand<T> words();

    /**
     * What a branch needs before its nodes are made. It may take seconds and touches no graph, so
     * it is called while batches run.
     */
    Prepared<T> prepare(Branch branch);

    /** SHA-256 of the layers as they were rounded; empty where they are as released. */
    Optional<String> digest();

    /** Fills variables of the trunk's own making. */
    void load(Session session);

    /** A branch whose weights have been looked at. */
    interface Prepared<T extends TNumber> extends AutoCloseable {

        /**
         * Makes the branch's nodes.
         *
         * @param variables the branch's
         * @param owner prefix of the shared names of variables of the branch's own making
         */
        Layers<T> grow(Variables<T> variables, String owner);

        @Override
        void close();
    }

    /** The nodes of a branch. */
    interface Layers<T extends TNumber> {

        /** By layer, 0 the embedding layer; those below the branch are the trunk's own. */
        List<Operand<T>> states();

        void load(Session session);

        List<Op> destroyers();
    }
}
