package io.github.flinkbert.encoder;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/**
 * The embedding layer and the transformer layers above it, as nodes of a graph: from a packed batch
 * to the hidden states of each layer.
 *
 * @param <T> number format of the products
 */
interface TrunkGraph<T extends TNumber> {

    /** Hidden states of a layer: 0 is the embedding layer; [rows × length, hidden size]. */
    Operand<TFloat32> hidden(int layer);

    /**
     * Attention of each layer, the first transformer layer's first: [rows, heads, length, length].
     */
    List<? extends Operand<? extends TNumber>> attention();

    /** The word embeddings, which are the kernel of the masked-word head, too. */
    Operand<T> words();

    /** Fills variables of the trunk's own making. */
    void load(Session session);
}
