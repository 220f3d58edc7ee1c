package io.github.flinkbert.training.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.encoder.PackedBatch;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.Vocabulary;
import io.github.flinkbert.training.answers.AnswerExample;
import io.github.flinkbert.training.answers.AnswerObjective;
import io.github.flinkbert.training.entities.EntityObjective;
import io.github.flinkbert.training.entities.LabelledSequence;
import io.github.flinkbert.training.graph.State;
import io.github.flinkbert.training.masks.MaskObjective;
import io.github.flinkbert.training.masks.MaskedPair;
import io.github.flinkbert.training.masks.MaskedSequence;
import io.github.flinkbert.training.masks.PretrainingObjective;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * The backward pass that is written by hand against differences of the loss, in float32 and with
 * dropout, which is the same for the same seed.
 */
class GradientTest {

    private static final double STEP = 3e-3;
    private static final long DRAWN = 7;
    private static final int WIDTH = 32;

    private final MiniatureCheckpoint model =
            MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5);
    private final Vocabulary vocabulary = Vocabulary.of(model.pieces());
    private final PackedBatch batch = batch();

    private PackedBatch batch() {
        Tokenizer tokenizer = new Tokenizer(vocabulary, Casing.CASED);
        List<PackedBatch.Placed> placed = new ArrayList<>();
        int[][] places = {{0, 0}, {0, 9}, {1, 3}};
        String[] texts = {"the cat", "was in", "of 7 is on"};
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

    private List<LabelledSequence> labelled() {
        List<LabelledSequence> examples = new ArrayList<>();
        long[] allowed = {0, 0b1, 0b1011, 0b100, 0b10};
        for (PackedBatch.Placed place : batch.placed()) {
            long[] labels = new long[place.sequence().length()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = allowed[i % allowed.length];
            }
            examples.add(new LabelledSequence(place.sequence(), labels));
        }
        return examples;
    }

    private List<AnswerExample> answers() {
        return batch.placed().stream()
                .map(place -> new AnswerExample(place.sequence(), 1, 2))
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
        return batch.placed().stream()
                .map(
                        place ->
                                new MaskedSequence(
                                        place.sequence(), new int[] {1, 2}, new int[] {110, 150}))
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
        for (PackedBatch.Placed place : batch.placed()) {
            examples.add(new TextObjective.LabelledText(place.sequence(), examples.size() % 2));
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
                        model.config(),
                        model.weights(),
                        TFloat32.class,
                        objective,
                        settings,
                        ConfigProto.getDefaultInstance(),
                        xla)) {
            State state = graph.state();
            Random random = new Random(1);
            for (String name : state.shapes().keySet()) {
                // Some begin at zero, where others have no gradient.
                state.setValue(name, moved(state.value(name), noise(state, name, random), 0.1));
            }
            graph.learn(GradientTest::features, batch, examples, DRAWN);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            for (String name : state.shapes().keySet()) {
                gradients.put(name, state.slot("GRADIENT|" + name)); // later runs add to it
            }
            for (String name : gradients.keySet()) {
                float[] gradient = gradients.get(name);
                // A bias that all scores share has none.
                double length = Math.max(norm(gradient), 1e-6);
                float[] value = state.value(name);
                double above = loss(graph, examples, name, moved(value, gradient, STEP / length));
                double below = loss(graph, examples, name, moved(value, gradient, -STEP / length));
                state.setValue(name, value);
                assertThat((above - below) / (2 * STEP))
                        .as(name)
                        .isCloseTo(length, within(2e-3 + 0.02 * length));
            }
        }
    }

    private double loss(
            TrainedGraph graph, List<? extends Example> examples, String name, float[] value) {
        graph.state().setValue(name, value);
        return graph.learn(GradientTest::features, batch, examples, DRAWN);
    }

    private static float[] noise(State state, String name, Random random) {
        float[] noise = new float[(int) state.shapes().get(name).size()];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
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
