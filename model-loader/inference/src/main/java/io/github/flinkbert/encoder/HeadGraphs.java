package io.github.flinkbert.encoder;

import io.github.flinkbert.checkpoint.PoolerActivation;
import io.github.flinkbert.checkpoint.Pooling;
import java.util.List;
import org.apache.flink.annotation.Internal;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * From hidden states to what leaves the graph: pooled vectors, token vectors, scores, pieces.
 * Everything here gives float32.
 */
@Internal
public final class HeadGraphs<T extends TNumber> {

    private final Ops tf;
    private final Kernels kernels;
    private final Inputs inputs;

    public HeadGraphs(Ops tf, Kernels kernels, Inputs inputs) {
        this.tf = tf;
        this.kernels = kernels;
        this.inputs = inputs;
    }

    /**
     * [sequences, hidden size]. The pooler is not of these: it has weights, see {@link #pooler}.
     */
    public Operand<TFloat32> pooled(Operand<TFloat32> hidden, Pooling pooling) {
        return switch (pooling) {
            case CLS -> rows(hidden, inputs.firstTokens());
            case MEAN -> mean(hidden);
            case MEAN_SQRT_LEN -> meanByRoot(hidden);
            case WEIGHTED_MEAN -> weightedMean(hidden);
            case LAST_TOKEN -> rows(hidden, lastTokens());
            case MAX -> tf.math.unsortedSegmentMax(hidden, owners(), inputs.sequences());
            case CLS_POOLER -> throw new IllegalArgumentException("the pooler has weights");
            case NORMALIZED_MEAN, SIF ->
                    throw new IllegalArgumentException(
                            "pooling by %s is of word vectors only".formatted(pooling.word()));
        };
    }

    /**
     * A dense layer over the first token and its activation; BERT's own pooler has tanh (Devlin et
     * al. 2019).
     */
    Operand<TFloat32> pooler(
            Operand<TFloat32> hidden,
            Operand<T> kernel,
            Operand<T> bias,
            PoolerActivation activation) {
        Operand<T> first = Casts.narrow(tf, rows(hidden, inputs.firstTokens()), kernel.type());
        Operand<TFloat32> dense = Casts.wide(tf, kernels.dense(tf, first, kernel, bias));
        return switch (activation) {
            case TANH -> tf.math.tanh(dense);
            case RELU -> tf.nn.relu(dense);
            case GELU_ERF -> gelu(dense);
        };
    }

    private Operand<TFloat32> gelu(Operand<TFloat32> x) {
        Operand<TFloat32> erf = tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5))));
        return tf.math.mul(tf.math.mul(x, tf.constant(0.5f)), tf.math.add(erf, tf.constant(1f)));
    }

    /** [tokens, hidden size], padding left out. */
    public Operand<TFloat32> tokens(Operand<TFloat32> hidden) {
        return rows(hidden, inputs.allTokens());
    }

    /**
     * [vectors, outputs]. In float32 whatever the encoder's format: it costs nothing here, and
     * spans are told apart by small differences of great scores.
     *
     * @param vectors of {@link #tokens} or of the {@link #pooler}: [vectors, hidden size]
     * @param kernel [outputs, hidden size]
     */
    Operand<TFloat32> scores(
            Operand<TFloat32> vectors, Operand<TFloat32> kernel, Operand<TFloat32> bias) {
        Operand<TFloat32> products =
                tf.linalg.matMul(vectors, kernel, org.tensorflow.op.linalg.MatMul.transposeB(true));
        return tf.nn.biasAdd(products, bias);
    }

    /**
     * The likeliest pieces of each masked token, ids then probabilities: [masked tokens, 2 × top].
     *
     * @param transformed the masked-word head's dense layer, activation and normalisation, applied
     *     to {@link #masked}
     * @param words the word embeddings, which are the output layer's kernel, too
     */
    Operand<TFloat32> maskedPieces(
            Operand<T> transformed, Operand<T> words, Operand<T> outputBias) {
        Operand<T> logits =
                tf.linalg.matMul(
                        transformed, words, org.tensorflow.op.linalg.MatMul.transposeB(true));
        Operand<TFloat32> probabilities =
                tf.nn.softmax(RawOps.add(tf, Casts.wide(tf, logits), Casts.wide(tf, outputBias)));
        TopK<TFloat32, TInt32> best = tf.nn.topK(probabilities, inputs.top(), TInt32.class);
        Operand<TFloat32> ids = tf.dtypes.cast(best.indices(), TFloat32.class);
        return tf.concat(List.of(ids, best.values()), tf.constant(1));
    }

    /** Hidden states of the masked tokens, [masked tokens, hidden size]. */
    Operand<TFloat32> masked(Operand<TFloat32> hidden) {
        return rows(hidden, inputs.maskTokens());
    }

    private Operand<TFloat32> mean(Operand<TFloat32> hidden) {
        return tf.math.div(sums(hidden), tf.expandDims(sums(ones()), tf.constant(1)));
    }

    private Operand<TFloat32> meanByRoot(Operand<TFloat32> hidden) {
        Operand<TFloat32> roots = tf.math.sqrt(sums(ones()));
        return tf.math.div(sums(hidden), tf.expandDims(roots, tf.constant(1)));
    }

    private Operand<TFloat32> weightedMean(Operand<TFloat32> hidden) {
        Operand<TInt32> flat = tf.reshape(inputs.positions(), tf.constant(new int[] {-1}));
        Operand<TFloat32> weights =
                RawOps.add(tf, tf.dtypes.cast(flat, TFloat32.class), tf.constant(1f));
        Operand<TFloat32> weighted = tf.math.mul(hidden, tf.expandDims(weights, tf.constant(1)));
        return tf.math.div(sums(weighted), tf.expandDims(sums(weights), tf.constant(1)));
    }

    /** Flat index of each sequence's last token: its tokens lie one behind the other. */
    private Operand<TInt32> lastTokens() {
        Operand<TInt32> counts =
                tf.math.unsortedSegmentSum(tf.onesLike(owners()), owners(), inputs.sequences());
        return tf.math.sub(tf.math.add(inputs.firstTokens(), counts), tf.constant(1));
    }

    /** Over the tokens of each sequence. */
    private Operand<TFloat32> sums(Operand<TFloat32> ofTokens) {
        return tf.math.unsortedSegmentSum(ofTokens, owners(), inputs.sequences());
    }

    private Operand<TFloat32> ones() {
        return tf.dtypes.cast(tf.onesLike(owners()), TFloat32.class);
    }

    /** Padding is owned by -1, which segment ops leave out. */
    private Operand<TInt32> owners() {
        return tf.reshape(inputs.owners(), tf.constant(new int[] {-1}));
    }

    private Operand<TFloat32> rows(Operand<TFloat32> hidden, Operand<TInt32> indices) {
        return tf.gather(hidden, indices, tf.constant(0));
    }
}
