package io.github.flinkbert.training.similarity;

import io.github.flinkbert.training.graph.Feeding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The losses of {@link SimilarityObjective} and their gradients of the vectors. */
final class PairLoss {

    /** Added to what takes no part: its exponential is 0. */
    private static final float OUT = -1e9f;

    /**
     * @param loss of the batch, a scalar
     * @param gradient of the vectors, [vectors, size]
     */
    record Evaluated(Operand<TFloat32> loss, Operand<TFloat32> gradient) {}

    /** Gradients of the pairs' first and second vectors, [pairs, size]. */
    private record Part(
            Operand<TFloat32> loss, Operand<TFloat32> first, Operand<TFloat32> second) {}

    private final Ops tf;
    private final boolean bothDirections;
    private final float factor;
    private final Operand<TFloat32> scale;
    private final Placeholder<TInt32> firsts;
    private final Placeholder<TInt32> seconds;
    private final Placeholder<TFloat32> scored;
    private final Placeholder<TFloat32> out;

    PairLoss(Ops tf, SimilarityObjective objective) {
        this.tf = tf;
        bothDirections = objective.bothDirections();
        factor = (float) objective.scale();
        scale = tf.constant(factor);
        firsts = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
        seconds = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1)));
        scored = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
        out = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, -1)));
    }

    /**
     * @param vectors of length 1, [vectors, size]
     */
    Evaluated evaluate(Operand<TFloat32> vectors) {
        Operand<TFloat32> first = tf.gather(vectors, firsts, tf.constant(0));
        Operand<TFloat32> second = tf.gather(vectors, seconds, tf.constant(0));
        Part order = order(first, second);
        Part choice = choice(first, second);
        Operand<TInt32> count = tf.size(tf.reduceSum(vectors, tf.constant(1)));
        return new Evaluated(
                chosen(order.loss(), choice.loss()),
                tf.math.add(
                        tf.math.unsortedSegmentSum(
                                chosen(order.first(), choice.first()), firsts, count),
                        tf.math.unsortedSegmentSum(
                                chosen(order.second(), choice.second()), seconds, count)));
    }

    private Operand<TFloat32> chosen(Operand<TFloat32> order, Operand<TFloat32> choice) {
        return tf.math.add(
                tf.math.mul(order, scored),
                tf.math.mul(choice, tf.math.sub(tf.constant(1f), scored)));
    }

    /** CoSENT: whichever pair has the greater score should have the greater cosine. */
    private Part order(Operand<TFloat32> first, Operand<TFloat32> second) {
        Operand<TFloat32> cosines =
                tf.reduceSum(tf.math.mul(first, second), tf.constant(1)); // [pairs]
        Operand<TFloat32> excess = // [i, j]: how far j's cosine is above i's
                tf.math.add(
                        tf.math.mul(
                                scale,
                                tf.math.sub(
                                        tf.expandDims(cosines, tf.constant(0)),
                                        tf.expandDims(cosines, tf.constant(1)))),
                        out);
        Operand<TInt32> both = tf.constant(new int[] {0, 1});
        Operand<TFloat32> most = tf.math.maximum(tf.reduceMax(excess, both), tf.constant(0f));
        Operand<TFloat32> powers = tf.math.exp(tf.math.sub(excess, most));
        Operand<TFloat32> sum =
                tf.math.add(tf.math.exp(tf.math.neg(most)), tf.reduceSum(powers, both));
        Operand<TFloat32> shares = tf.math.div(powers, sum);
        Operand<TFloat32> ofCosines =
                tf.expandDims(
                        tf.math.mul(
                                scale,
                                tf.math.sub(
                                        tf.reduceSum(shares, tf.constant(0)),
                                        tf.reduceSum(shares, tf.constant(1)))),
                        tf.constant(1));
        return new Part(
                tf.math.add(most, tf.math.log(sum)),
                tf.math.mul(ofCosines, second),
                tf.math.mul(ofCosines, first));
    }

    /** Each first text's own second text among all of the batch, and the other way round. */
    private Part choice(Operand<TFloat32> first, Operand<TFloat32> second) {
        Operand<TFloat32> products =
                tf.math.mul(scale, tf.linalg.matMul(first, second, MatMul.transposeB(true)));
        Operand<TFloat32> scores = tf.math.add(products, out); // [first, second]
        Operand<TInt32> pairs = tf.size(firsts);
        Operand<TFloat32> right =
                tf.oneHot(
                        tf.range(tf.constant(0), pairs, tf.constant(1)),
                        pairs,
                        tf.constant(1f),
                        tf.constant(0f));
        Operand<TFloat32> loss = loss(scores, right, pairs);
        Operand<TFloat32> gradient = tf.math.sub(tf.nn.softmax(scores), right);
        if (bothDirections) {
            Operand<TInt32> swap = tf.constant(new int[] {1, 0});
            Operand<TFloat32> turned = tf.linalg.transpose(scores, swap);
            Operand<TFloat32> back = tf.math.sub(tf.nn.softmax(turned), right);
            Operand<TFloat32> half = tf.constant(0.5f);
            loss = tf.math.mul(half, tf.math.add(loss, loss(turned, right, pairs)));
            gradient = tf.math.mul(half, tf.math.add(gradient, tf.linalg.transpose(back, swap)));
        }
        Operand<TFloat32> ofProducts =
                tf.math.div(tf.math.mul(scale, gradient), tf.dtypes.cast(pairs, TFloat32.class));
        return new Part(
                loss,
                tf.linalg.matMul(ofProducts, second),
                tf.linalg.matMul(ofProducts, first, MatMul.transposeA(true)));
    }

    private Operand<TFloat32> loss(
            Operand<TFloat32> scores, Operand<TFloat32> right, Operand<TInt32> pairs) {
        Operand<TFloat32> sum =
                tf.reduceSum(
                        tf.math.mul(right, tf.nn.logSoftmax(scores)),
                        tf.constant(new int[] {0, 1}));
        return tf.math.neg(tf.math.div(sum, tf.dtypes.cast(pairs, TFloat32.class)));
    }

    /**
     * @param examples one a vector, both texts of each pair, of one kind
     */
    void feed(Feeding feeding, List<SimilarityExample> examples) {
        Map<Integer, Integer> first = new LinkedHashMap<>();
        Map<Integer, Integer> second = new LinkedHashMap<>();
        for (int i = 0; i < examples.size(); i++) {
            (examples.get(i).second() ? second : first).put(examples.get(i).pair(), i);
        }
        List<Integer> pairs = new ArrayList<>(first.keySet());
        int count = pairs.size();
        int[] firstAt = pairs.stream().mapToInt(first::get).toArray();
        int[] secondAt = pairs.stream().mapToInt(second::get).toArray();
        boolean hasScores = examples.get(0).kind() == PairKind.SCORED;
        float[] outs = new float[count * count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < count; j++) {
                boolean takesPart =
                        hasScores
                                ? examples.get(firstAt[i]).score()
                                        > examples.get(firstAt[j]).score()
                                : i == j || !alike(examples, firstAt, secondAt, i, j);
                outs[i * count + j] = takesPart ? 0 : OUT;
            }
        }
        feeding.put(firsts, Shape.of(count), firstAt);
        feeding.put(seconds, Shape.of(count), secondAt);
        feeding.put(scored, Shape.scalar(), new float[] {hasScores ? 1 : 0});
        feeding.put(out, Shape.of(count, count), outs);
    }

    /** Whether j's second text is right for i's first one, too. */
    private static boolean alike(
            List<SimilarityExample> examples, int[] firsts, int[] seconds, int i, int j) {
        int ownFirst = examples.get(firsts[i]).text();
        int ownSecond = examples.get(seconds[i]).text();
        int otherFirst = examples.get(firsts[j]).text();
        int otherSecond = examples.get(seconds[j]).text();
        return ownFirst == otherFirst
                || ownSecond == otherSecond
                || ownFirst == otherSecond
                || ownSecond == otherFirst;
    }
}
