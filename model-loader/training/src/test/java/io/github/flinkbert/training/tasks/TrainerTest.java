package io.github.flinkbert.training.tasks;

import static java.util.Comparator.comparingDouble;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.Bert;
import io.github.flinkbert.BertOptions;
import io.github.flinkbert.checkpoint.Adapter;
import io.github.flinkbert.checkpoint.AggregationStrategy;
import io.github.flinkbert.checkpoint.CasingChoice;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.task.Ask;
import io.github.flinkbert.task.entities.Entities;
import io.github.flinkbert.task.entities.Entity;
import io.github.flinkbert.task.entities.TagEntities;
import io.github.flinkbert.tensor.SafetensorsFile;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.DevelopmentScorer;
import io.github.flinkbert.training.EndedTraining;
import io.github.flinkbert.training.Trainer;
import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.TrainingReport;
import io.github.flinkbert.training.TrainingStep;
import io.github.flinkbert.training.entities.EntityObjective;
import io.github.flinkbert.training.entities.LabelledSequence;
import io.github.flinkbert.training.masks.MaskObjective;
import io.github.flinkbert.training.masks.PlainSequence;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingException;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Trainings of a two-layer toy. */
class TrainerTest {

    private static final List<String> SENTENCES =
            List.of(
                    "the A was in B",
                    "C of the D is 7",
                    "in E and F",
                    "the 3 of G was on",
                    "H and the I",
                    "to J is to K",
                    "9 in 8 was L",
                    "M",
                    "on the N of O and P",
                    "is Q R was the S");

    private static final List<String> LABELS = List.of("O", "B-UP", "I-UP");

    @TempDir private Path folder;
    private Path model;
    private Checkpoint checkpoint;
    private List<LabelledSequence> examples;

    @BeforeEach
    void makeModelAndExamples() throws IOException {
        model =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5)
                        .writeTo(folder.resolve("model"));
        checkpoint = Checkpoints.open(model.toString());
        Tokenizer tokenizer = new WordPieceTokenizer(checkpoint.vocabulary(), Casing.CASED);
        examples = new ArrayList<>();
        for (String sentence : SENTENCES) {
            Pieces pieces = tokenizer.tokenize(sentence);
            Sequence sequence = Sequence.single(checkpoint.vocabulary(), pieces, 0, pieces.size());
            int[] labels = new int[sequence.length()];
            Arrays.fill(labels, -1);
            for (int piece = 0; piece < pieces.size(); piece++) {
                boolean upper = Character.isUpperCase(sentence.charAt(pieces.start(piece)));
                labels[piece + 1] = upper ? 1 : 0;
            }
            examples.add(LabelledSequence.of(sequence, labels));
        }
    }

    private static TrainingSettings settings(TuningMethod tuning, int epochs) {
        return settings(tuning, epochs, 2e-2);
    }

    private static TrainingSettings settings(TuningMethod tuning, int epochs, double learningRate) {
        return new TrainingSettings(
                tuning,
                new Optimization(
                        epochs, 64, 1, learningRate, 0.1, 0.01, 1, 0.05, OptionalInt.empty()),
                new Execution(Precision.FLOAT32, 2, 1 << 20, Optional.empty(), 3),
                4);
    }

    private static TuningMethod lora(int layers) {
        return new TuningMethod.Lora(4, 8, layers, EnumSet.allOf(TuningMethod.Target.class));
    }

    private TrainingReport train(
            Path to, TrainingSettings settings, boolean resume, TrainingListener listener) {
        return Trainer.train(
                checkpoint,
                model.toString(),
                new EntityObjective(LABELS),
                examples,
                Optional.of(new Certainty(examples)),
                settings,
                to,
                resume,
                listener);
    }

    @Test
    void learnsTenSentencesByHeart() {
        Path to = folder.resolve("adapter");
        TrainingReport report = train(to, settings(lora(2), 40), false, TrainingListener.silent());

        assertThat(report.loss()).isLessThan(0.1);
        BertOptions options =
                BertOptions.of(model.toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32)
                        .withAdapters(Map.of("toy", to.toString()));
        try (Bert bert = Bert.open(options)) {
            for (String sentence : SENTENCES) {
                Entities found =
                        bert.ask(sentence, new TagEntities("toy", AggregationStrategy.FIRST_PIECE));
                assertThat(found.entities())
                        .as(sentence)
                        .extracting(Entity::text)
                        .containsExactlyElementsOf(
                                Arrays.stream(sentence.split(" ", -1))
                                        .filter(word -> Character.isUpperCase(word.charAt(0)))
                                        .toList());
            }
        }
    }

    @Test
    void aHeadAloneIsAnAdapterToo() {
        Path to = folder.resolve("head");
        train(to, settings(new TuningMethod.HeadOnly(), 3), false, TrainingListener.silent());
        assertThat(Adapter.open(to.toString()).fromLayer()).isEqualTo(Adapter.ABOVE_ALL_LAYERS);
        BertOptions options =
                BertOptions.of(model.toString())
                        .withCasing(CasingChoice.CASED)
                        .withAdapters(Map.of("toy", to.toString()));
        try (Bert bert = Bert.open(options)) {
            Ask<Entities> ask = new TagEntities("toy", AggregationStrategy.FIRST_PIECE);
            assertThat(bert.ask("the A was", List.of(ask)).asks()).containsExactly(ask);
        }
    }

    @Test
    void changesTheTopLayersOnly() {
        Path to = folder.resolve("adapter");
        train(to, settings(lora(1), 2), false, TrainingListener.silent());
        Adapter adapter = Adapter.open(to.toString());
        assertThat(adapter.fromLayer()).isEqualTo(1);
        assertThat(adapter.baseCheckpoint()).contains(model.toString());
        assertThat(adapter.taskType()).isEqualTo("TOKEN_CLS");
    }

    @Test
    void endsAfterTheMostStepsWhereTheEpochsMakeMoreAndTheRateHasFallenByThen() {
        TrainingSettings all = settings(lora(2), 6);
        Optimization usual = all.optimization();
        TrainingSettings three =
                new TrainingSettings(
                        all.tuning(),
                        new Optimization(
                                usual.epochs(),
                                usual.batchTokens(),
                                usual.accumulation(),
                                usual.learningRate(),
                                0,
                                usual.weightDecay(),
                                usual.clipNorm(),
                                usual.dropout(),
                                OptionalInt.of(3)),
                        all.execution(),
                        all.seed());
        List<Double> rates = new ArrayList<>();

        TrainingReport report =
                train(
                        folder.resolve("three"),
                        three,
                        false,
                        EndedTraining.after(-1, step -> rates.add(step.learningRate())));

        assertThat(report.steps()).isEqualTo(3);
        assertThat(rates)
                .usingElementComparator(comparingDouble(rate -> Math.round(rate * 1e9)))
                .containsExactly(
                        usual.learningRate(),
                        usual.learningRate() * 2 / 3,
                        usual.learningRate() / 3);
    }

    @Test
    void goesOnToTheSameNumbersWhereverItWasEnded() throws IOException {
        TrainingSettings settings = settings(lora(2), 6);
        Path unbroken = folder.resolve("unbroken");
        Map<Integer, Double> losses = new LinkedHashMap<>();
        TrainingReport expected =
                train(unbroken, settings, false, EndedTraining.noting(losses, -1));

        for (int end : new int[] {4, 6}) {
            Path broken = folder.resolve("broken-" + end);
            Map<Integer, Double> again = new LinkedHashMap<>();
            assertThatThrownBy(
                            () -> train(broken, settings, false, EndedTraining.noting(again, end)))
                    .isInstanceOf(EndedTraining.class);
            TrainingReport report = train(broken, settings, true, EndedTraining.noting(again, -1));

            assertThat(again).as("ended at step %d", end).isEqualTo(losses);
            assertThat(report.epochs()).isEqualTo(expected.epochs());
            assertThat(report.loss()).isEqualTo(expected.loss());
            assertThat(Files.readAllBytes(broken.resolve("adapter_model.safetensors")))
                    .isEqualTo(Files.readAllBytes(unbroken.resolve("adapter_model.safetensors")));
        }
    }

    private static TrainingSettings in(Precision precision) {
        TrainingSettings usual = settings(lora(2), 6);
        return new TrainingSettings(
                usual.tuning(),
                usual.optimization(),
                new Execution(precision, 2, 1 << 20, Optional.empty(), 3),
                usual.seed());
    }

    /** What this machine would choose is at most one of the two. */
    @ParameterizedTest
    @EnumSource(
            value = Precision.class,
            names = {"FLOAT32", "BFLOAT16"})
    void goesOnInTheFormatThatItWasBegunInWhateverAnotherMachineWouldChoose(Precision begun) {
        Path unbroken = folder.resolve("unbroken");
        Map<Integer, Double> losses = new LinkedHashMap<>();
        train(unbroken, in(begun), false, EndedTraining.noting(losses, -1));
        Path broken = folder.resolve("broken");
        Map<Integer, Double> again = new LinkedHashMap<>();
        assertThatThrownBy(() -> train(broken, in(begun), false, EndedTraining.noting(again, 4)))
                .isInstanceOf(EndedTraining.class);
        Precision other = begun == Precision.FLOAT32 ? Precision.BFLOAT16 : Precision.FLOAT32;
        assertThatThrownBy(() -> train(broken, in(other), true, TrainingListener.silent()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(
                        "was begun in %s, and goes on in nothing else; found the precision %s",
                        begun.name().toLowerCase(Locale.ROOT),
                        other.name().toLowerCase(Locale.ROOT));

        train(broken, in(Precision.AUTO), true, EndedTraining.noting(again, -1));

        assertThat(again).isEqualTo(losses);
    }

    @Test
    void halfPrecisionIsRefused() {
        assertThatThrownBy(
                        () ->
                                train(
                                        folder.resolve("half"),
                                        in(Precision.FLOAT16),
                                        false,
                                        TrainingListener.silent()))
                .isInstanceOf(TrainingException.class)
                .hasMessage(
                        "a training's precision must be auto, float32 or bfloat16, found float16");
    }

    @Test
    void refusesAFolderWithAnotherTraining() {
        Path to = folder.resolve("adapter");
        train(to, settings(lora(1), 1), false, TrainingListener.silent());
        assertThatThrownBy(() -> train(to, settings(lora(2), 1), true, TrainingListener.silent()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("holds the state of another training");
    }

    @Test
    void theWholeModelLoadsBackAsIfGoogleHadReleasedIt() {
        Path to = folder.resolve("whole");
        TrainingSettings settings = settings(new TuningMethod.Full(0), 60, 3e-3);
        TrainingReport report = train(to, settings, false, TrainingListener.silent());

        assertThat(report.loss()).isLessThan(0.2);
        BertOptions options =
                BertOptions.of(to.toString())
                        .withCasing(CasingChoice.CASED)
                        .withPrecision(Precision.FLOAT32);
        try (Bert bert = Bert.open(options)) {
            Entities found =
                    bert.ask(
                            "the A was in B", new TagEntities("", AggregationStrategy.FIRST_PIECE));
            assertThat(found.entities()).extracting(Entity::text).containsExactly("A", "B");
        }
    }

    @Test
    void freezesTheLayersThatItIsToldTo() {
        Path to = folder.resolve("upper");
        train(to, settings(new TuningMethod.Full(1), 1, 3e-3), false, TrainingListener.silent());
        try (Checkpoint trained = Checkpoints.open(to.toString())) {
            List<String> kept = new ArrayList<>(checkpoint.weights().names());
            kept.removeIf(name -> name.startsWith("cls/")); // heads that were not trained
            for (String name : kept) {
                boolean same = Arrays.equals(values(checkpoint, name), values(trained, name));
                assertThat(same).as(name).isEqualTo(!name.contains("layer_1/"));
            }
        }
    }

    private static float[] values(Checkpoint from, String name) {
        float[] values = new float[(int) from.weights().shape(name).size()];
        from.weights().read(name, DataBuffers.of(values, false, false));
        return values;
    }

    @Test
    void learnsMaskedWords() {
        List<PlainSequence> plain =
                examples.stream()
                        .map(
                                each ->
                                        new PlainSequence(
                                                each.sequence(), words(each.sequence().length())))
                        .toList();
        List<Double> losses = new ArrayList<>();
        Trainer.train(
                checkpoint,
                model.toString(),
                new MaskObjective(0.15, true),
                plain,
                Optional.empty(),
                settings(new TuningMethod.Full(0), 30, 5e-3),
                folder.resolve("masked"),
                false,
                new TrainingListener() {
                    @Override
                    public void stepped(TrainingStep step) {
                        losses.add(step.loss());
                    }
                });
        double before = losses.subList(0, 4).stream().mapToDouble(Double::doubleValue).sum();
        double after =
                losses.subList(losses.size() - 4, losses.size()).stream()
                        .mapToDouble(Double::doubleValue)
                        .sum();
        assertThat(after).isLessThan(0.8 * before);
    }

    private static int[] words(int tokens) {
        int[] words = new int[tokens];
        Arrays.setAll(words, token -> token == 0 || token == tokens - 1 ? -1 : token);
        return words;
    }

    @Test
    void anAdapterIsRefusedOnOtherWeightsOfFittingShapes() throws IOException {
        Path to = folder.resolve("adapter");
        train(to, settings(lora(1), 1), false, TrainingListener.silent());
        Path other =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 6)
                        .writeTo(folder.resolve("other"));
        BertOptions options =
                BertOptions.of(other.toString())
                        .withCasing(CasingChoice.CASED)
                        .withAdapters(Map.of("toy", to.toString()));
        assertThatThrownBy(() -> Bert.open(options))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("was trained on")
                .hasMessageContaining("other weights");
    }

    @Test
    void namesTensorsAsPeftDoes() {
        Path to = folder.resolve("adapter");
        train(to, settings(lora(1), 1), false, TrainingListener.silent());
        String at = "base_model.model.bert.encoder.layer.1.";
        assertThat(SafetensorsFile.open(to.resolve("adapter_model.safetensors")).keySet())
                .contains(
                        at + "attention.self.query.lora_A.weight",
                        at + "attention.output.dense.lora_B.weight",
                        at + "intermediate.dense.lora_A.weight",
                        at + "output.dense.lora_B.weight",
                        "base_model.model.classifier.weight",
                        "base_model.model.classifier.bias")
                .hasSize(14);
    }

    @Test
    void keepsNoMoreOnDiskThanItMayAndLearnsTheSame() {
        Execution none = new Execution(Precision.FLOAT32, 2, 0, Optional.empty(), 3);
        TrainingSettings kept = settings(lora(1), 2);
        TrainingSettings computed =
                new TrainingSettings(kept.tuning(), kept.optimization(), none, kept.seed());
        TrainingReport first =
                train(folder.resolve("kept"), kept, false, TrainingListener.silent());
        TrainingReport second =
                train(folder.resolve("computed"), computed, false, TrainingListener.silent());
        assertThat(folder.resolve("computed/state/features")).doesNotExist();
        assertThat(second.loss()).isCloseTo(first.loss(), within(1e-3));
    }

    /** How sure the model is of the labels, on average. */
    private record Certainty(List<LabelledSequence> examples) implements DevelopmentScorer {
        @Override
        public String metric() {
            return "certainty";
        }

        @Override
        public Map<String, Double> score(Model model) {
            var scores = model.scores(examples.stream().map(LabelledSequence::sequence).toList());
            double sum = 0;
            for (int i = 0; i < scores.size(); i++) {
                for (int token = 1; token < scores.get(i).rows() - 1; token++) {
                    int label = Long.numberOfTrailingZeros(examples.get(i).allowed()[token]);
                    sum += scores.get(i).get(token, label);
                }
            }
            return Map.of("certainty", sum);
        }
    }
}
