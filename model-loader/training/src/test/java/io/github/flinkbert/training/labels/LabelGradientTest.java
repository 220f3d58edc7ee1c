package io.github.flinkbert.training.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.training.model.GradientCheck;
import io.github.flinkbert.training.model.TrainedGraph;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * The loss against its definition in doubles, and the backward pass against differences of the
 * loss, with dropout, which is the same for the same seed.
 */
class LabelGradientTest {

    private final GradientCheck gradients = new GradientCheck();

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
            examples.add(new LabelExample(gradients.sequences().get(i), targets[i], weights[i]));
        }
        return examples;
    }

    private TrainedGraph graph(ProblemType problem, TuningMethod tuning, double dropout) {
        Optimization optimization = GradientCheck.withDropout(dropout);
        return TrainedGraph.create(
                gradients.model().config(),
                gradients.model().weights(),
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
            GradientCheck.shake(graph.state(), 2);
            List<Matrix> scores = gradients.scores(graph);
            double expected = 0;
            double weights = 0;
            for (int i = 0; i < scores.size(); i++) {
                LabelExample example = examples(problem).get(i);
                assertThat(scores.get(i).rows()).isOne();
                expected += example.weight() * loss(problem, scores.get(i), example.targets());
                weights += example.weight();
            }
            double found = gradients.learn(graph, examples(problem));
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

    private void check(ProblemType problem, TuningMethod tuning) {
        try (TrainedGraph graph = graph(problem, tuning, 0.1)) {
            assertThat(gradients.check(graph, examples(problem)))
                    .contains(
                            "output_weights",
                            "output_bias",
                            "bert/pooler/dense/kernel",
                            "bert/pooler/dense/bias");
        }
    }
}
