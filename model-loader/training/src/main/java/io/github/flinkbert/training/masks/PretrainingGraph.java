package io.github.flinkbert.training.masks;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.SavedForBackward;
import io.github.flinkbert.training.graph.TokenGather;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.ObjectiveGraph;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TNumber;

/**
 * Both heads of pre-training; the loss is the sum of the masked words' mean and of the pairs' mean
 * ({@code model_fn} of Google's {@code run_pretraining.py}).
 */
final class PretrainingGraph<T extends TNumber> implements ObjectiveGraph<T> {

    private final Wiring<T> wiring;
    private final MaskGraph<T> masks;
    private final TokenGather<T> first;
    private final NextSentenceHead<T> next;
    private final Placeholder<TFloat32> targets;
    private final Placeholder<TFloat32> weights;
    private final SavedForBackward<Operand<TFloat32>> scores = new SavedForBackward<>();
    private final Map<String, Operand<TFloat32>> losses = new LinkedHashMap<>();
    private final SavedForBackward<Operand<TFloat32>> gradient = new SavedForBackward<>();

    PretrainingGraph(Wiring<T> wiring, WordEmbeddings words) {
        this.wiring = wiring;
        Ops tf = wiring.tf();
        masks = new MaskGraph<>(wiring, words);
        first = new TokenGather<>(wiring);
        next = new NextSentenceHead<>(wiring);
        targets =
                tf.placeholder(
                        TFloat32.class, Placeholder.shape(Shape.of(-1, NextSentenceHead.OUTPUTS)));
        weights = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 1)));
    }

    @Override
    public Operand<TFloat32> forward(Operand<T> hidden) {
        Ops tf = wiring.tf();
        Operand<TFloat32> ofMasks = masks.forward(hidden);
        Operand<TFloat32> outputs = next.forward(first.forward(hidden));
        Operand<TInt32> sequences =
                tf.reshape(
                        tf.slice(
                                tf.shape(outputs),
                                tf.constant(new int[] {0}),
                                tf.constant(new int[] {1})),
                        tf.constant(new int[0]));
        scores.save(tf.concat(List.of(masks.right(sequences), outputs), tf.constant(1)));
        gradient.save(tf.math.mul(tf.math.sub(tf.nn.softmax(outputs), targets), weights));
        Operand<TFloat32> ofPairs =
                tf.math.neg(
                        tf.reduceSum(
                                tf.math.mul(
                                        tf.math.mul(targets, tf.nn.logSoftmax(outputs)), weights),
                                tf.constant(new int[] {0, 1})));
        losses.put("masked_lm_loss", ofMasks);
        losses.put("next_sentence_loss", ofPairs);
        return tf.math.add(ofMasks, ofPairs);
    }

    @Override
    public Operand<T> backward() {
        return wiring.tf()
                .math
                .add(masks.backward(), first.backward(next.backward(gradient.get())));
    }

    @Override
    public void learn() {
        masks.learn();
    }

    @Override
    public Map<String, Operand<TFloat32>> losses() {
        return losses;
    }

    /**
     * For each pair: how many of its masked words are told right, and the two outputs of the
     * next-sentence head; [pairs or more, 3].
     */
    @Override
    public Operand<TFloat32> scores() {
        return scores.get();
    }

    @Override
    public Rows rows() {
        return Rows.SEQUENCES;
    }

    @Override
    public void feed(Feeding feeding, PackedBatch batch, List<? extends Example> examples) {
        List<MaskedPair> pairs = examples.stream().map(MaskedPair.class::cast).toList();
        masks.feed(feeding, batch, pairs.stream().map(MaskedPair::masked).toList());
        int[] places = TokenGather.firstTokens(batch);
        float[] right = new float[places.length * NextSentenceHead.OUTPUTS];
        float[] shares = new float[places.length];
        for (int i = 0; i < pairs.size(); i++) {
            int label = NextSentenceHead.label(pairs.get(i).isNext());
            right[i * NextSentenceHead.OUTPUTS + label] = 1;
            shares[i] = 1f / pairs.size();
        }
        first.feed(feeding, places);
        feeding.put(targets, Shape.of(places.length, NextSentenceHead.OUTPUTS), right);
        feeding.put(weights, Shape.of(places.length, 1), shares);
    }
}
