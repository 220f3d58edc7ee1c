package io.github.flinkbert.training.masks;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Dense;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.Gelu;
import io.github.flinkbert.training.graph.Norm;
import io.github.flinkbert.training.graph.SavedForBackward;
import io.github.flinkbert.training.graph.TokenGather;
import io.github.flinkbert.training.graph.Trained;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.ObjectiveGraph;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * The release's own masked-word head (Devlin et al. 2019; {@code get_masked_lm_output} of Google's
 * {@code run_pretraining.py}): dense layer, activation, normalisation, and the word embeddings as
 * output kernel. It is trained where the whole model is.
 */
final class MaskGraph<T extends TNumber> implements ObjectiveGraph<T> {

    private static final String AT = "cls/predictions/";

    /**
     * Places are padded to a fixed share of a batch's tokens, or to twice that and so on where more
     * are chosen: each shape is compiled anew.
     */
    private static final double ROOM = 0.25;

    private final Wiring<T> wiring;
    private final WordEmbeddings words;
    private final TokenGather<T> chosen;
    private final Placeholder<TInt32> pieces;
    private final Placeholder<TInt32> owners;
    private final Placeholder<TFloat32> weights;
    private final Dense<T> dense;
    private final Gelu<T> activation;
    private final Norm<T> norm;
    private final Operand<TFloat32> bias;
    private final boolean trained;
    private final SavedForBackward<Operand<T>> transformed = new SavedForBackward<>();
    private final SavedForBackward<Operand<TFloat32>> scores = new SavedForBackward<>();
    private final SavedForBackward<Operand<TFloat32>> gradient = new SavedForBackward<>();

    MaskGraph(Wiring<T> wiring, WordEmbeddings words) {
        this.wiring = wiring;
        this.words = words;
        Ops tf = wiring.tf();
        trained = wiring.tuning() instanceof TuningMethod.Full;
        chosen = new TokenGather<>(wiring);
        pieces = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
        owners = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
        weights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
        dense = new Dense<>(wiring, AT + "transform/dense", false);
        activation = new Gelu<>(wiring);
        norm =
                new Norm<>(
                        wiring,
                        AT + "transform/LayerNorm/",
                        2 * wiring.config().layers() + 4,
                        tf.constant(1f));
        bias =
                trained
                        ? Trained.of(wiring, AT + "output_bias", false)
                        : wiring.wide().get(AT + "output_bias");
    }

    /**
     * How many of each sequence's chosen tokens the likeliest piece is right for: [sequences, 1].
     * To be built after {@link #forward}.
     *
     * @param sequences how many there are or more, a scalar
     */
    Operand<TFloat32> right(Operand<TInt32> sequences) {
        Ops tf = wiring.tf();
        Operand<TInt32> likeliest = tf.math.argMax(scores.get(), tf.constant(1), TInt32.class);
        Operand<TFloat32> each =
                tf.math.mul(
                        tf.expandDims(
                                tf.dtypes.cast(tf.math.equal(likeliest, pieces), TFloat32.class),
                                tf.constant(1)),
                        tf.math.sign(weights)); // what fills the room weighs nothing
        return tf.math.unsortedSegmentSum(each, owners, sequences);
    }

    /** [tokens, hidden size] to [tokens, vocabulary]. */
    private Operand<TFloat32> outputs(Operand<T> states) {
        Ops tf = wiring.tf();
        Operand<T> active = activation.forward(dense.forward(states));
        Operand<T> normal = transformed.save(norm.forward(active, tf.zerosLike(active)));
        Operand<TFloat32> products =
                wiring.wide(
                        tf.linalg.matMul(
                                normal, wiring.narrow(words.table()), MatMul.transposeB(true)));
        return tf.nn.biasAdd(products, bias);
    }

    @Override
    public Operand<TFloat32> forward(Operand<T> states) {
        Ops tf = wiring.tf();
        Operand<TFloat32> made = scores.save(outputs(chosen.forward(states)));
        Operand<TFloat32> right =
                tf.oneHot(
                        pieces,
                        tf.constant(wiring.config().vocabularySize()),
                        tf.constant(1f),
                        tf.constant(0f));
        Operand<TFloat32> logs = tf.nn.logSoftmax(made);
        gradient.save(tf.math.mul(tf.math.sub(tf.nn.softmax(made), right), weights));
        return tf.math.neg(
                tf.reduceSum(
                        tf.math.mul(tf.math.mul(right, logs), weights),
                        tf.constant(new int[] {0, 1})));
    }

    @Override
    public Operand<T> backward() {
        Ops tf = wiring.tf();
        Operand<TFloat32> wide = gradient.get();
        Operand<T> narrow = wiring.narrow(wide);
        if (trained) {
            wiring.parameters().gradient(AT + "output_bias", Trained.sumOfRows(wiring, wide));
        }
        if (words.trained()) {
            wiring.parameters()
                    .gradient(
                            WordEmbeddings.NAME,
                            wiring.wide(
                                    tf.linalg.matMul(
                                            narrow, transformed.get(), MatMul.transposeA(true))));
        }
        Operand<T> back = tf.linalg.matMul(narrow, wiring.narrow(words.table()));
        return chosen.backward(dense.backward(activation.backward(norm.backward(back).sublayer())));
    }

    @Override
    public void learn() {
        throw new IllegalStateException("masked words are learnt by layers of the encoder");
    }

    @Override
    public Operand<TFloat32> scores() {
        return scores.get();
    }

    @Override
    public void feed(Feeding feeding, PackedBatch batch, List<? extends Example> examples) {
        int room = room(batch.places(), examples);
        int[] at = new int[room];
        int[] right = new int[room];
        int[] owner = new int[room];
        float[] shares = new float[room];
        int count = 0;
        for (int i = 0; i < examples.size(); i++) {
            MaskedSequence masked = (MaskedSequence) examples.get(i);
            PackedBatch.Placed place = batch.placed().get(i);
            int first = place.row() * batch.length() + place.column();
            for (int j = 0; j < masked.places().length; j++) {
                at[count] = first + masked.places()[j];
                owner[count] = i;
                right[count++] = masked.pieces()[j];
            }
        }
        for (int i = 0; i < count; i++) {
            shares[i] = 1f / count;
        }
        chosen.feed(feeding, at);
        feeding.put(pieces, Shape.of(room), right);
        feeding.put(owners, Shape.of(room), owner);
        feeding.put(weights, Shape.of(room, 1), shares);
    }

    private static int room(int tokens, List<? extends Example> examples) {
        int chosen = examples.stream().mapToInt(e -> ((MaskedSequence) e).places().length).sum();
        int room = Math.max(1, (int) (tokens * ROOM));
        while (room < chosen) {
            room *= 2;
        }
        return room;
    }
}
