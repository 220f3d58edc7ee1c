package io.github.flinkbert.training.graph;

import io.github.flinkbert.encoder.PackedBatch;
import org.apache.flink.annotation.Experimental;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Hidden states of some of a batch's tokens, and their gradient in the place of all tokens'. Tokens
 * that are not chosen get a gradient of zero.
 */
@Experimental
public final class TokenGather<T extends TNumber> {

    /** Fewer sequences are padded to so many. */
    private static final int LEAST_ROOM = 8;

    private final Wiring<T> wiring;
    private final Placeholder<TInt32> places;
    private final SavedForBackward<Operand<T>> hidden = new SavedForBackward<>();

    public TokenGather(Wiring<T> wiring) {
        this.wiring = wiring;
        places = wiring.tf().placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
    }

    /** [tokens, hidden size] to [chosen, hidden size]. */
    public Operand<T> forward(Operand<T> states) {
        hidden.save(states);
        return wiring.tf().gather(states, places, wiring.tf().constant(0));
    }

    /** Of the chosen tokens' gradient, [chosen, hidden size], makes all tokens'. */
    public Operand<T> backward(Operand<T> chosen) {
        Ops tf = wiring.tf();
        Operand<TInt32> tokens =
                tf.reshape(
                        tf.slice(
                                tf.shape(hidden.get()),
                                tf.constant(new int[] {0}),
                                tf.constant(new int[] {1})),
                        tf.constant(new int[0]));
        return wiring.narrow(tf.math.unsortedSegmentSum(wiring.wide(chosen), places, tokens));
    }

    /**
     * Chooses tokens.
     *
     * @param tokens flat indices into the batch's rows; a token that is there twice gets both
     *     gradients
     */
    public void feed(Feeding feeding, int[] tokens) {
        feeding.put(places, Shape.of(tokens.length), tokens);
    }

    /**
     * The first token of each sequence, {@code [CLS]}, in the batch's order. Behind them the
     * batch's very first token fills the room up to a power of two, because each shape is compiled
     * anew; what is fed of the right labels must weigh those rows with zero.
     */
    public static int[] firstTokens(PackedBatch batch) {
        int sequences = batch.placed().size();
        int room = LEAST_ROOM;
        while (room < sequences) {
            room *= 2;
        }
        int[] first = new int[room];
        for (int i = 0; i < sequences; i++) {
            PackedBatch.Placed place = batch.placed().get(i);
            first[i] = place.row() * batch.length() + place.column();
        }
        return first;
    }
}
