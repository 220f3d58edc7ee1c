package io.github.flinkbert.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.tensor.Matrix;
import io.github.flinkbert.tensor.SafetensorsFile;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.tensor.TensorStream;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Pieces;
import io.github.flinkbert.text.Sequence;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.model.TextObjective;
import io.github.flinkbert.training.model.TextObjective.LabelledText;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Trainings with an objective that the trainer does not know: a label for each text. */
class TextTrainingTest {

    private static final List<String> LABELS = List.of("no cat", "cat");

    @TempDir private Path folder;
    private Path model;
    private Checkpoint checkpoint;
    private final List<LabelledText> examples = new ArrayList<>();

    @BeforeEach
    void makeModelAndExamples() throws IOException {
        model =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5)
                        .writeTo(folder.resolve("model"));
        checkpoint = Checkpoints.open(model.toString());
        Tokenizer tokenizer = new WordPieceTokenizer(checkpoint.vocabulary(), Casing.CASED);
        String[] texts = {
            "the cat was in",
            "the 7 was in",
            "in of the cat",
            "in of the 7",
            "cat",
            "7",
            "is cat",
            "is 7 on",
            "on the cat",
            "on the 7 of 7"
        };
        for (int i = 0; i < texts.length; i++) {
            Pieces pieces = tokenizer.tokenize(texts[i]);
            Sequence sequence = Sequence.single(checkpoint.vocabulary(), pieces, 0, pieces.size());
            examples.add(new LabelledText(sequence, 1 - i % 2));
        }
    }

    /** The share of texts whose right label has the greatest score. */
    private record Accuracy(List<LabelledText> examples) implements DevelopmentScorer {
        @Override
        public String metric() {
            return "accuracy";
        }

        @Override
        public Map<String, Double> score(Model model) {
            List<Matrix> scores =
                    model.scores(examples.stream().map(LabelledText::sequence).toList());
            double right = 0;
            for (int i = 0; i < examples.size(); i++) {
                assertThat(scores.get(i).rows()).isEqualTo(1);
                assertThat(scores.get(i).columns()).isEqualTo(LABELS.size());
                int label = examples.get(i).label();
                right += scores.get(i).get(0, label) > scores.get(i).get(0, 1 - label) ? 1 : 0;
            }
            return Map.of("accuracy", right / examples.size());
        }
    }

    private TrainingReport train(Path to, TuningMethod tuning, int epochs, Precision precision) {
        return train(to, LABELS, settings(tuning, epochs, 1e-2, precision));
    }

    private TrainingReport train(Path to, List<String> labels, TrainingSettings settings) {
        return Trainer.train(
                checkpoint,
                model.toString(),
                new TextObjective(labels),
                examples,
                Optional.of(new Accuracy(examples)),
                settings,
                to,
                false,
                TrainingListener.silent());
    }

    private static TrainingSettings settings(
            TuningMethod tuning, int epochs, double learningRate, Precision precision) {
        return new TrainingSettings(
                tuning,
                new Optimization(
                        epochs, 64, 1, learningRate, 0.1, 0.01, 1, 0.05, OptionalInt.empty()),
                new Execution(precision, 2, 1 << 20, Optional.empty(), 3),
                4);
    }

    /** One epoch that hardly moves anything, from what an adapter has. */
    private static TrainingSettings startedFrom(Path adapter, TuningMethod tuning) {
        TrainingSettings fresh = settings(tuning, 1, 1e-7, Precision.FLOAT32);
        return new TrainingSettings(
                fresh.tuning(),
                fresh.optimization(),
                fresh.execution(),
                fresh.seed(),
                Optional.of(adapter));
    }

    private static TuningMethod lora() {
        return lora(2);
    }

    private static TuningMethod lora(int layers) {
        return new TuningMethod.Lora(4, 8, layers, EnumSet.allOf(TuningMethod.Target.class));
    }

    @ParameterizedTest
    @CsvSource({"FLOAT32", "BFLOAT16"})
    void learnsALabelForEachTextFromFirstTokensAlone(Precision precision) {
        TrainingReport report = train(folder.resolve("adapter"), lora(), 40, precision);

        assertThat(report.epochs().get(report.bestEpoch() - 1).scores().get("accuracy"))
                .isEqualTo(1.0);
    }

    @Test
    void aTrainingBeginsWithAnAdaptersValues() throws IOException {
        Path before = folder.resolve("before");
        train(before, lora(), 40, Precision.FLOAT32);
        Path after = folder.resolve("after");
        TrainingReport report = train(after, LABELS, startedFrom(before, lora()));

        assertThat(report.epochs().get(0).scores().get("accuracy")).isEqualTo(1.0);
        Map<String, float[]> then = tensors(before);
        Map<String, float[]> now = tensors(after);
        assertThat(now).containsOnlyKeys(then.keySet());
        now.forEach(
                (name, values) ->
                        assertThat(values).as(name).containsExactly(then.get(name), within(1e-5f)));
    }

    @Test
    void layersThatTheAdapterDoesNotChangeBeginAsWithoutIt() throws IOException {
        Path before = folder.resolve("before");
        train(before, lora(1), 40, Precision.FLOAT32);
        Path after = folder.resolve("after");
        TrainingReport report = train(after, LABELS, startedFrom(before, lora(2)));

        Map<String, float[]> then = tensors(before);
        Map<String, float[]> now = tensors(after);
        assertThat(now.keySet()).containsAll(then.keySet()).anyMatch(n -> n.contains(".layer.0."));
        now.forEach(
                (name, values) -> {
                    if (then.containsKey(name)) {
                        assertThat(values).as(name).containsExactly(then.get(name), within(1e-5f));
                    } else if (name.contains("lora_B")) {
                        assertThat(values)
                                .as(name)
                                .usingComparatorWithPrecision(1e-5f)
                                .containsOnly(0f);
                    }
                });
        assertThat(report.epochs().get(0).scores()).containsEntry("accuracy", 1.0);
        assertRefused(LABELS, startedFrom(after, lora(1)), "has layers_to_transform [0,1]");
    }

    @Test
    void aStartFromAnAdapterThatIsAnotherThingIsRefused() throws IOException {
        Path before = folder.resolve("before");
        train(before, lora(), 1, Precision.FLOAT32);
        TuningMethod wider =
                new TuningMethod.Lora(8, 8, 2, EnumSet.allOf(TuningMethod.Target.class));

        assertRefused(LABELS, startedFrom(before, wider), "has r 4, this training 8");
        assertRefused(
                LABELS,
                startedFrom(before, new TuningMethod.HeadOnly()),
                "has r 4, this training 1");
        assertRefused(
                LABELS,
                startedFrom(before, new TuningMethod.Full(0)),
                "a training of the whole model begins with a checkpoint, found the adapter");
        assertRefused(
                List.of("cat", "no cat"),
                startedFrom(before, lora()),
                "has the labels [no cat, cat], the data of this training [cat, no cat]");
        assertRefused(LABELS, startedFrom(folder.resolve("nowhere"), lora()), "nowhere");
        checkpoint =
                Checkpoints.open(
                        MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 6)
                                .writeTo(folder.resolve("other"))
                                .toString());
        assertRefused(LABELS, startedFrom(before, lora()), "has revision");
    }

    private void assertRefused(List<String> labels, TrainingSettings settings, String sentence) {
        assertThatThrownBy(() -> train(folder.resolve("refused"), labels, settings))
                .hasMessageContaining(sentence);
    }

    private static Map<String, float[]> tensors(Path adapter) {
        Map<String, float[]> tensors = new TreeMap<>();
        SafetensorsFile.open(adapter.resolve("adapter_model.safetensors"))
                .forEach(
                        (name, stored) -> {
                            float[] values = new float[(int) stored.size()];
                            TensorStream.read(stored, DataBuffers.of(values, false, false));
                            tensors.put(name, values);
                        });
        return tensors;
    }

    @Test
    void theAdapterKeepsThePoolerBesideTheHeadAsPeftDoes() throws IOException {
        Path to = folder.resolve("adapter");
        train(to, new TuningMethod.HeadOnly(), 1, Precision.FLOAT32);

        Map<String, StoredTensor> tensors =
                SafetensorsFile.open(to.resolve("adapter_model.safetensors"));
        assertThat(tensors)
                .containsOnlyKeys(
                        "base_model.model.bert.pooler.dense.weight",
                        "base_model.model.bert.pooler.dense.bias",
                        "base_model.model.classifier.weight",
                        "base_model.model.classifier.bias");
        var config = new JsonMapper().readTree(to.resolve("adapter_config.json").toFile());
        assertThat(config.get("task_type").asText()).isEqualTo("SEQ_CLS");
        assertThat(config.get("modules_to_save"))
                .extracting(each -> each.asText())
                .containsExactly("bert.pooler.dense", "classifier");
        assertThat(Files.readString(to.resolve("id2label.json"))).contains("\"1\" : \"cat\"");
    }

    /** One epoch hardly moves the pooler, whose kernel Google keeps the other way round. */
    @Test
    void thePoolerBeginsAtTheReleasesOwnWeights() {
        Path to = folder.resolve("adapter");
        train(to, new TuningMethod.HeadOnly(), 1, Precision.FLOAT32);

        StoredTensor stored =
                SafetensorsFile.open(to.resolve("adapter_model.safetensors"))
                        .get("base_model.model.bert.pooler.dense.weight");
        float[] kernel = new float[(int) stored.size()];
        TensorStream.read(stored, DataBuffers.of(kernel, false, false));
        Shape shape = checkpoint.weights().shape("bert/pooler/dense/kernel");
        float[] release = values(checkpoint, "bert/pooler/dense/kernel");
        int width = (int) shape.get(0);
        boolean moved = false;
        for (int in = 0; in < width; in++) {
            for (int out = 0; out < width; out++) {
                assertThat(kernel[out * width + in])
                        .isCloseTo(release[in * width + out], within(0.025f));
                moved |= kernel[out * width + in] != release[in * width + out];
            }
        }
        assertThat(moved).isTrue();
    }

    @Test
    void theWholeModelHasTheTrainedPooler() throws IOException {
        Path to = folder.resolve("whole");
        train(to, new TuningMethod.Full(1), 1, Precision.FLOAT32);

        assertThat(Files.readString(to.resolve("config.json")))
                .contains("BertForSequenceClassification");
        try (Checkpoint trained = Checkpoints.open(to.toString())) {
            assertThat(values(trained, "bert/pooler/dense/kernel"))
                    .isNotEqualTo(values(checkpoint, "bert/pooler/dense/kernel"));
            assertThat(trained.weights().names()).contains("output_weights", "output_bias");
        }
    }

    private static float[] values(Checkpoint from, String name) {
        float[] values = new float[(int) from.weights().shape(name).size()];
        from.weights().read(name, DataBuffers.of(values, false, false));
        return values;
    }
}
