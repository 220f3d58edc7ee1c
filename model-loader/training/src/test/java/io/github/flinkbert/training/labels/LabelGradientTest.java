package io.github.flinkbert.training.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.training.graph.State;
import io.github.flinkbert.training.model.TrainedGraph;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * The loss against its definition in doubles, and the backward pass against differences of the
 * loss, with dropout, which is the same for the same seed.
 */
class LabelGradientTest {

    private static final double STEP = 3e-3;
    private static final long DRAWN = 7;
    private static final int WIDTH = 32;

    private final MiniatureCheckpoint model =
            MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5);
    private final Vocabulary vocabulary = Vocabulary.of(model.pieces());
    private final PackedBatch batch = batch();

    private PackedBatch batch() {
        Tokenizer tokenizer = new Tokenizer(vocabulary, Casing.CASED);
        int[][] places = {{0, 0}, {0, 9}, {1, 3}};
        String[] texts = {"the cat", "was in", "of 7 is on"};
        List<PackedBatch.Placed> placed = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            Pieces pieces = tokenizer.tokenize(texts[i]);
            placed.add(
                    new PackedBatch.Placed(
                            Sequence.single(vocabulary, pieces, 0, pieces.size()),
                            places[i][0],
                            places[i][1]));
        }
        return new PackedBatch(2, 16, placed);
    }

    private static Tensor features(PackedBatch batch) {
        float[] values = new float[batch.places() * WIDTH];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return TFloat32.tensorOf(Shape.of(batch.places(), WIDTH), DataBuffers.of(values));
    }

    private static LabelObjective objective(ProblemType problem) {
        return problem == ProblemType.REGRESSION
                ? LabelObjective.of(problem, List.of("score"))
                : new LabelObjective(
                        problem,
                        List.of("a", "b", "c"),
                        problem == ProblemType.MULTI_LABEL
                                ? List.of(1f, 4f, 0.5f)
                                : List.of(1f, 1f, 1f));
    }

    private List<LabelExample> examples(ProblemType problem) {
        float[][] targets =
                switch (problem) {
                    case SINGLE_LABEL -> new float[][] {{1, 0, 0}, {0, 0, 1}, {0, 1, 0}};
                    case MULTI_LABEL -> new float[][] {{1, 1, 0}, {0, 0, 0}, {0, 1, 1}};
                    default -> new float[][] {{0.5f}, {-1}, {2}};
                };
        float[] weights = {1, 3, 0.5f};
        List<LabelExample> examples = new ArrayList<>();
        for (int i = 0; i < targets.length; i++) {
            examples.add(
                    new LabelExample(batch.placed().get(i).sequence(), targets[i], weights[i]));
        }
        return examples;
    }

    private TrainedGraph graph(ProblemType problem, TuningMethod tuning, double dropout) {
        Optimization usual = Optimization.DEFAULT;
        Optimization optimization =
                new Optimization(
                        usual.epochs(),
                        usual.batchTokens(),
                        usual.accumulation(),
                        usual.learningRate(),
                        usual.warmUpShare(),
                        usual.weightDecay(),
                        usual.clipNorm(),
                        dropout);
        return TrainedGraph.create(
                model.config(),
                model.weights(),
                TFloat32.class,
                objective(problem),
                new TrainingSettings(tuning, optimization, Execution.DEFAULT, 11),
                ConfigProto.getDefaultInstance(),
                true);
    }

    /** The definition, of a text's outputs. */
    private static double loss(ProblemType problem, Matrix outputs, float[] targets) {
        double sum = 0;
        double exp = 0;
        for (int i = 0; i < targets.length; i++) {
            exp += Math.exp(outputs.get(0, i));
        }
        float[] positive = {1, 4, 0.5f};
        for (int i = 0; i < targets.length; i++) {
            double output = outputs.get(0, i);
            double probability = 1 / (1 + Math.exp(-output));
            sum +=
                    switch (problem) {
                        case SINGLE_LABEL -> -targets[i] * (output - Math.log(exp));
                        case MULTI_LABEL ->
                                -(positive[i] * targets[i] * Math.log(probability)
                                                + (1 - targets[i]) * Math.log(1 - probability))
                                        / targets.length;
                        default -> Math.pow(output - targets[i], 2);
                    };
        }
        return sum;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AS_TRAINED")
    void theLossIsTheWeightedMeanOfItsDefinition(ProblemType problem) {
        try (TrainedGraph graph = graph(problem, new TuningMethod.HeadOnly(), 0)) {
            shake(graph.state(), new Random(2));
            List<Matrix> scores = graph.scores(LabelGradientTest::features, batch);
            double expected = 0;
            double weights = 0;
            for (int i = 0; i < scores.size(); i++) {
                LabelExample example = examples(problem).get(i);
                assertThat(scores.get(i).rows()).isOne();
                expected += example.weight() * loss(problem, scores.get(i), example.targets());
                weights += example.weight();
            }
            double found =
                    graph.learn(LabelGradientTest::features, batch, examples(problem), DRAWN);
            assertThat(found).isCloseTo(expected / weights, within(1e-5));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AS_TRAINED")
    void gradientsOfHeadPoolerAndLowRankChanges(ProblemType problem) {
        check(problem, new TuningMethod.Lora(2, 4, 2, EnumSet.allOf(TuningMethod.Target.class)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AS_TRAINED")
    void gradientsOfHeadAndPoolerAlone(ProblemType problem) {
        check(problem, new TuningMethod.HeadOnly());
    }

    @Test
    void gradientsOfTheWholeModel() {
        check(ProblemType.SINGLE_LABEL, new TuningMethod.Full(0));
    }

    private static void shake(State state, Random random) {
        for (String name : state.shapes().keySet()) {
            float[] value = state.value(name);
            for (int i = 0; i < value.length; i++) {
                value[i] += (float) (0.1 * random.nextGaussian());
            }
            state.setValue(name, value); // some begin at zero, where others have no gradient
        }
    }

    private void check(ProblemType problem, TuningMethod tuning) {
        List<LabelExample> examples = examples(problem);
        try (TrainedGraph graph = graph(problem, tuning, 0.1)) {
            State state = graph.state();
            shake(state, new Random(1));
            graph.learn(LabelGradientTest::features, batch, examples, DRAWN);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            for (String name : state.shapes().keySet()) {
                gradients.put(name, state.slot("GRADIENT|" + name)); // later runs add to it
            }
            assertThat(gradients)
                    .containsKeys(
                            "output_weights",
                            "output_bias",
                            "bert/pooler/dense/kernel",
                            "bert/pooler/dense/bias");
            gradients.forEach(
                    (name, gradient) -> {
                        double length = Math.max(norm(gradient), 1e-6);
                        float[] value = state.value(name);
                        state.setValue(name, moved(value, gradient, STEP / length));
                        double above =
                                graph.learn(LabelGradientTest::features, batch, examples, DRAWN);
                        state.setValue(name, moved(value, gradient, -STEP / length));
                        double below =
                                graph.learn(LabelGradientTest::features, batch, examples, DRAWN);
                        state.setValue(name, value);
                        assertThat((above - below) / (2 * STEP))
                                .as(name)
                                .isCloseTo(length, within(2e-3 + 0.02 * length));
                    });
        }
    }

    private static float[] moved(float[] values, float[] along, double by) {
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (by * along[i]);
        }
        return moved;
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
