package io.github.flinkbert.training.model;

import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.graph.Feeding;
import io.github.flinkbert.training.graph.Pooler;
import io.github.flinkbert.training.graph.TokenGather;
import io.github.flinkbert.training.graph.TokenHead;
import io.github.flinkbert.training.graph.Wiring;
import io.github.flinkbert.training.graph.WordEmbeddings;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.objective.ObjectiveGraph;
import io.github.flinkbert.training.objective.SavedModule;
import io.github.flinkbert.training.objective.TrainedHead;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TNumber;

/** A label for each text on the trained pooler: an objective from outside the trainer. */
public record TextObjective(List<String> labels) implements Objective<TextObjective.LabelledText> {

    private static final SavedModule POOLER = SavedModule.layer(Pooler.NAME, Pooler.MODULE);
    private static final SavedModule CLASSIFIER =
            SavedModule.head("output_weights", "output_bias", "classifier");

    /** A text's label. */
    public record LabelledText(Sequence sequence, int label) implements Example {
        @Override
        public byte[] target() {
            return ByteBuffer.allocate(Integer.BYTES).putInt(label).array();
        }
    }

    @Override
    public String name() {
        return "texts";
    }

    @Override
    public String identity() {
        return "Texts" + labels;
    }

    @Override
    public Optional<TrainedHead> head() {
        return Optional.of(
                new TrainedHead(
                        List.of(POOLER, CLASSIFIER),
                        "SEQ_CLS",
                        labels,
                        Optional.of("BertForSequenceClassification")));
    }

    @Override
    public <T extends TNumber> ObjectiveGraph<T> graph(
            Wiring<T> wiring, Supplier<WordEmbeddings> words) {
        return new TextGraph<>(wiring, labels.size());
    }

    private static final class TextGraph<T extends TNumber> implements ObjectiveGraph<T> {

        private final Ops tf;
        private final int labels;
        private final TokenGather<T> first;
        private final Pooler<T> pooler;
        private final TokenHead<T> head;
        private final Placeholder<TFloat32> right;
        private Operand<TFloat32> scores;
        private Operand<TFloat32> gradient;

        TextGraph(Wiring<T> wiring, int labels) {
            this.tf = wiring.tf();
            this.labels = labels;
            first = new TokenGather<>(wiring);
            pooler = new Pooler<>(wiring);
            head = new TokenHead<>(wiring, CLASSIFIER.kernel(), CLASSIFIER.bias(), labels);
            right = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, labels)));
        }

        @Override
        public Operand<TFloat32> forward(Operand<T> hidden) {
            scores = head.forward(pooler.forward(first.forward(hidden)));
            Operand<TFloat32> weights = tf.reduceSum(right, tf.constant(new int[] {1}));
            gradient =
                    tf.math.sub(
                            tf.math.mul(
                                    tf.nn.softmax(scores), tf.expandDims(weights, tf.constant(1))),
                            right);
            return tf.math.neg(
                    tf.reduceSum(
                            tf.math.mul(right, tf.nn.logSoftmax(scores)),
                            tf.constant(new int[] {0, 1})));
        }

        @Override
        public Operand<T> backward() {
            return first.backward(pooler.backward(head.backward(gradient)));
        }

        @Override
        public void learn() {
            pooler.learn(head.backward(gradient));
        }

        @Override
        public Operand<TFloat32> scores() {
            return scores;
        }

        @Override
        public Rows rows() {
            return Rows.SEQUENCES;
        }

        @Override
        public void place(Feeding feeding, PackedBatch batch) {
            first.feed(feeding, TokenGather.firstTokens(batch));
        }

        @Override
        public void feed(Feeding feeding, PackedBatch batch, List<? extends Example> examples) {
            int room = TokenGather.firstTokens(batch).length;
            float[] shares = new float[room * labels];
            for (int i = 0; i < examples.size(); i++) {
                int label = ((LabelledText) examples.get(i)).label();
                shares[i * labels + label] = 1f / examples.size();
            }
            feeding.put(right, Shape.of(room, labels), shares);
        }
    }
}
