package io.github.flinkbert.training.similarity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.Pooling;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.graph.State;
import io.github.flinkbert.training.model.GradientCheck;
import io.github.flinkbert.training.model.TrainedGraph;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * The loss against its definition in doubles, and the backward pass against differences of the
 * loss, in one batch and in several, with dropout, which is the same for the same seed.
 */
class SimilarityGradientTest {

    private static final long DRAWN = 7;
    private static final int WIDTH = 32;

    private static final List<List<String>> TEXTS =
            List.of(
                    List.of("the cat", "was in"),
                    List.of("of 7", "is on the cat"),
                    List.of("in of", "the 7 was"));

    private final MiniatureCheckpoint model =
            MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5);
    private final Vocabulary vocabulary = Vocabulary.of(model.pieces());

    private List<SimilarityExample> examples(PairKind kind) {
        double[] scores = {1, 4.5, 3};
        List<TextPair> pairs = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            String first = TEXTS.get(i).get(0);
            String second = TEXTS.get(i).get(1);
            pairs.add(
                    switch (kind) {
                        case SCORED -> TextPair.scored(first, second, scores[i]);
                        case MATCHED -> TextPair.matched(first, second, -1);
                        case SAME -> TextPair.same(second);
                    });
        }
        return new SimilarityExamples(new WordPieceTokenizer(vocabulary, Casing.CASED), 16)
                .of(pairs);
    }

    /** Batches of chosen examples, in rows of 16. */
    private record Parts(List<PackedBatch> batches, List<List<SimilarityExample>> examples) {

        static Parts of(List<SimilarityExample> all, int[]... parts) {
            List<PackedBatch> batches = new ArrayList<>();
            List<List<SimilarityExample>> examples = new ArrayList<>();
            for (int[] part : parts) {
                List<SimilarityExample> own = Arrays.stream(part).mapToObj(all::get).toList();
                List<PackedBatch.Placed> placed = new ArrayList<>();
                for (int i = 0; i < own.size(); i++) {
                    placed.add(new PackedBatch.Placed(own.get(i).sequence(), i / 2, 8 * (i % 2)));
                }
                batches.add(new PackedBatch((own.size() + 1) / 2, 16, placed));
                examples.add(own);
            }
            return new Parts(batches, examples);
        }

        static Parts one(List<SimilarityExample> all) {
            return of(all, new int[] {0, 1, 2, 3, 4, 5});
        }

        /** No pair in one batch, and not in the pairs' order. */
        static Parts several(List<SimilarityExample> all) {
            return of(all, new int[] {5, 0}, new int[] {3, 4, 1}, new int[] {2});
        }

        double learn(TrainedGraph graph) {
            return graph.learn(SimilarityGradientTest::features, batches, examples, DRAWN);
        }
    }

    /** The same for a token of a sequence wherever it lies. */
    private static Tensor features(PackedBatch batch) {
        float[] values = new float[batch.places() * WIDTH];
        for (PackedBatch.Placed place : batch.placed()) {
            Random random = new Random(Arrays.hashCode(place.sequence().ids()));
            int first = (place.row() * batch.length() + place.column()) * WIDTH;
            for (int i = 0; i < place.sequence().length() * WIDTH; i++) {
                values[first + i] = (float) random.nextGaussian();
            }
        }
        return TFloat32.tensorOf(Shape.of(batch.places(), WIDTH), DataBuffers.of(values));
    }

    private TrainedGraph graph(Pooling pooling, boolean both, double dropout) {
        Optimization optimization = GradientCheck.withDropout(dropout);
        TrainedGraph graph =
                TrainedGraph.create(
                        model.config(),
                        model.weights(),
                        TFloat32.class,
                        new SimilarityObjective(pooling, 5, both, 3),
                        new TrainingSettings(
                                new TuningMethod.Lora(
                                        2, 4, 2, EnumSet.allOf(TuningMethod.Target.class)),
                                optimization,
                                Execution.DEFAULT,
                                11),
                        ConfigProto.getDefaultInstance(),
                        true);
        shake(graph.state());
        return graph;
    }

    private static void shake(State state) {
        Random random = new Random(1);
        for (String name : state.shapes().keySet()) {
            float[] value = state.value(name);
            for (int i = 0; i < value.length; i++) {
                value[i] += (float) (0.1 * random.nextGaussian());
            }
            state.setValue(name, value); // some begin at zero, where others have no gradient
        }
    }

    /** The definition, of the pairs' vectors. */
    private static double loss(
            PairKind kind, boolean both, List<double[]> first, List<double[]> second) {
        double[] scores = {1, 4.5, 3};
        int count = scores.length;
        double sum = 0;
        if (kind == PairKind.SCORED) {
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < count; j++) {
                    if (scores[i] > scores[j]) {
                        double own = product(first.get(i), second.get(i));
                        double other = product(first.get(j), second.get(j));
                        sum += Math.exp(5 * (other - own));
                    }
                }
            }
            return Math.log1p(sum);
        }
        for (int i = 0; i < count; i++) {
            double row = 0;
            double column = 0;
            for (int j = 0; j < count; j++) {
                row += Math.exp(5 * product(first.get(i), second.get(j)));
                column += Math.exp(5 * product(first.get(j), second.get(i)));
            }
            double own = 5 * product(first.get(i), second.get(i));
            double both2 = (Math.log(row) + Math.log(column)) / 2 - own;
            sum += both ? both2 : Math.log(row) - own;
        }
        return sum / count;
    }

    private static double product(double[] first, double[] second) {
        double sum = 0;
        for (int i = 0; i < first.length; i++) {
            sum += first[i] * second[i];
        }
        return sum;
    }

    private static double[] doubles(Matrix matrix) {
        double[] values = new double[matrix.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = matrix.get(0, i);
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({
        "SCORED, MEAN, false",
        "MATCHED, MEAN, false",
        "MATCHED, CLS, true",
        "SAME, MEAN, true"
    })
    void theLossIsThatOfItsDefinitionInOneBatchAndInSeveral(
            PairKind kind, Pooling pooling, boolean both) {
        try (TrainedGraph graph = graph(pooling, both, 0)) {
            List<SimilarityExample> all = examples(kind);
            List<double[]> first = new ArrayList<>();
            List<double[]> second = new ArrayList<>();
            PackedBatch batch = Parts.one(all).batches().get(0);
            List<Matrix> vectors = graph.scores(SimilarityGradientTest::features, batch);
            for (int i = 0; i < vectors.size(); i++) {
                assertThat(vectors.get(i).rows()).isOne();
                double[] vector = doubles(vectors.get(i));
                assertThat(product(vector, vector)).isCloseTo(1, within(1e-5));
                (i % 2 == 0 ? first : second).add(vector);
            }
            double expected = loss(kind, both, first, second);
            assertThat(Parts.one(all).learn(graph)).isCloseTo(expected, within(1e-5));
            assertThat(Parts.several(all).learn(graph)).isCloseTo(expected, within(1e-5));
        }
    }

    @ParameterizedTest
    @CsvSource({"SCORED, MEAN, false", "MATCHED, MEAN, true", "MATCHED, CLS, false"})
    void severalBatchesGiveTheGradientOfOne(PairKind kind, Pooling pooling, boolean both) {
        try (TrainedGraph graph = graph(pooling, both, 0)) {
            List<SimilarityExample> all = examples(kind);
            Parts.one(all).learn(graph);
            Map<String, float[]> inOne = GradientCheck.gradients(graph.state());
            graph.forget();
            Parts.several(all).learn(graph);
            GradientCheck.gradients(graph.state())
                    .forEach(
                            (name, gradient) ->
                                    assertThat(gradient)
                                            .as(name)
                                            .containsExactly(inOne.get(name), within(1e-5f)));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SCORED, MEAN, false",
        "MATCHED, MEAN, false",
        "MATCHED, MEAN, true",
        "MATCHED, CLS, true",
        "SAME, MEAN, false"
    })
    void gradientsAreTheDifferencesOfTheLoss(PairKind kind, Pooling pooling, boolean both) {
        List<SimilarityExample> all = examples(kind);
        check(Parts.one(all), pooling, both);
        check(Parts.several(all), pooling, both);
    }

    @Test
    void oneTextTwiceHasTwoVectorsByDropoutAlone() {
        List<SimilarityExample> all = examples(PairKind.SAME);
        // Each text's two lie at the same place of two batches.
        Parts parts = Parts.of(all, new int[] {0, 2, 4}, new int[] {1, 3, 5});
        double with;
        double without;
        try (TrainedGraph graph = graph(Pooling.MEAN, false, 0.3)) {
            with = parts.learn(graph);
        }
        try (TrainedGraph graph = graph(Pooling.MEAN, false, 0)) {
            without = parts.learn(graph);
        }
        assertThat(with).isNotCloseTo(without, within(1e-3));
    }

    private void check(Parts parts, Pooling pooling, boolean both) {
        try (TrainedGraph graph = graph(pooling, both, 0.1)) {
            State state = graph.state();
            parts.learn(graph);
            GradientCheck.compare(state, () -> parts.learn(graph));
        }
    }
}
