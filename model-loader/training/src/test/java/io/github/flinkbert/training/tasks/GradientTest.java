package io.github.flinkbert.training.tasks;

import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.training.answers.AnswerExample;
import io.github.flinkbert.training.answers.AnswerObjective;
import io.github.flinkbert.training.entities.EntityObjective;
import io.github.flinkbert.training.entities.LabelledSequence;
import io.github.flinkbert.training.masks.MaskObjective;
import io.github.flinkbert.training.masks.MaskedPair;
import io.github.flinkbert.training.masks.MaskedSequence;
import io.github.flinkbert.training.masks.PretrainingObjective;
import io.github.flinkbert.training.model.GradientCheck;
import io.github.flinkbert.training.model.TextObjective;
import io.github.flinkbert.training.model.TrainedGraph;
import io.github.flinkbert.training.objective.Example;
import io.github.flinkbert.training.objective.Objective;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * The backward pass that is written by hand against differences of the loss, in float32 and with
 * dropout, which is the same for the same seed.
 */
class GradientTest {

    private final GradientCheck gradients = new GradientCheck();

    private List<LabelledSequence> labelled() {
        List<LabelledSequence> examples = new ArrayList<>();
        long[] allowed = {0, 0b1, 0b1011, 0b100, 0b10};
        for (Sequence sequence : gradients.sequences()) {
            long[] labels = new long[sequence.length()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = allowed[i % allowed.length];
            }
            examples.add(new LabelledSequence(sequence, labels));
        }
        return examples;
    }

    private List<AnswerExample> answers() {
        return gradients.sequences().stream()
                .map(sequence -> new AnswerExample(sequence, 1, 2))
                .toList();
    }

    private static TuningMethod lora(int layers) {
        return new TuningMethod.Lora(2, 4, layers, EnumSet.allOf(TuningMethod.Target.class));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void lowRankChangesOfAllLayers(boolean xla) {
        check(new EntityObjective(List.of("a", "b", "c", "d")), labelled(), lora(2), xla);
    }

    @Test
    void lowRankChangesOfTheTopLayerByAnswers() {
        check(new AnswerObjective(), answers(), lora(1), true);
    }

    @Test
    void allWeightsOfTheTopLayer() {
        check(
                new EntityObjective(List.of("a", "b", "c", "d")),
                labelled(),
                new TuningMethod.Full(1),
                true);
    }

    @Test
    void allWeightsOfTheModel() {
        check(
                new EntityObjective(List.of("a", "b", "c", "d")),
                labelled(),
                new TuningMethod.Full(0),
                true);
    }

    @Test
    void maskedWordsByLowRankChanges() {
        check(new MaskObjective(0.15, false), masked(), lora(1), true);
    }

    @Test
    void maskedWordsByTheWholeModelWhoseWordsAreUsedTwice() {
        check(new MaskObjective(0.15, false), masked(), new TuningMethod.Full(0), true);
    }

    @Test
    void maskedWordsAndNextSentencesByTheWholeModel() {
        check(
                new PretrainingObjective(new MaskObjective(0.15, false)),
                pairs(),
                new TuningMethod.Full(0),
                true);
    }

    @Test
    void maskedWordsAndNextSentencesByTheTopLayer() {
        check(
                new PretrainingObjective(new MaskObjective(0.15, false)),
                pairs(),
                new TuningMethod.Full(1),
                false);
    }

    private List<MaskedPair> pairs() {
        List<MaskedPair> examples = new ArrayList<>();
        for (MaskedSequence masked : masked()) {
            examples.add(new MaskedPair(masked, examples.size() % 2 == 0));
        }
        return examples;
    }

    private List<MaskedSequence> masked() {
        return gradients.sequences().stream()
                .map(
                        sequence ->
                                new MaskedSequence(
                                        sequence, new int[] {1, 2}, new int[] {110, 150}))
                .toList();
    }

    @Test
    void theHeadAlone() {
        check(new AnswerObjective(), answers(), new TuningMethod.HeadOnly(), false);
    }

    @Test
    void aLabelForEachTextByLowRankChangesAndThePooler() {
        check(new TextObjective(List.of("a", "b", "c")), texts(), lora(1), true);
    }

    @Test
    void aLabelForEachTextByTheWholeModel() {
        check(new TextObjective(List.of("a", "b", "c")), texts(), new TuningMethod.Full(0), false);
    }

    @Test
    void aLabelForEachTextByHeadAndPoolerAlone() {
        check(new TextObjective(List.of("a", "b")), texts(), new TuningMethod.HeadOnly(), false);
    }

    private List<TextObjective.LabelledText> texts() {
        List<TextObjective.LabelledText> examples = new ArrayList<>();
        for (Sequence sequence : gradients.sequences()) {
            examples.add(new TextObjective.LabelledText(sequence, examples.size() % 2));
        }
        return examples;
    }

    private void check(
            Objective<?> objective,
            List<? extends Example> examples,
            TuningMethod tuning,
            boolean xla) {
        TrainingSettings settings =
                new TrainingSettings(tuning, Optimization.DEFAULT, Execution.DEFAULT, 11);
        try (TrainedGraph graph =
                TrainedGraph.create(
                        gradients.model().config(),
                        gradients.model().weights(),
                        TFloat32.class,
                        objective,
                        settings,
                        ConfigProto.getDefaultInstance(),
                        xla)) {
            gradients.check(graph, examples);
        }
    }
}
