package io.github.flinkbert.training.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.checkpoint.Checkpoint;
import io.github.flinkbert.checkpoint.Checkpoints;
import io.github.flinkbert.checkpoint.MiniatureCheckpoint;
import io.github.flinkbert.checkpoint.ProblemType;
import io.github.flinkbert.engine.Precision;
import io.github.flinkbert.tensor.SafetensorsFile;
import io.github.flinkbert.tensor.StoredTensor;
import io.github.flinkbert.text.Casing;
import io.github.flinkbert.text.Tokenizer;
import io.github.flinkbert.text.WordPieceTokenizer;
import io.github.flinkbert.training.EndedTraining;
import io.github.flinkbert.training.Trainer;
import io.github.flinkbert.training.TrainingListener;
import io.github.flinkbert.training.TrainingReport;
import io.github.flinkbert.training.setting.Execution;
import io.github.flinkbert.training.setting.Optimization;
import io.github.flinkbert.training.setting.TrainingSettings;
import io.github.flinkbert.training.setting.TuningMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings of a two-layer toy on texts, pairs and scores. */
class LabelTrainingTest {

    /** What is learnt: whether there is a digit. */
    private static final List<String> TEXTS =
            List.of(
                    "the cat", "7 was", "in of", "on 3", "the is", "8", "was on", "is 9 in", "of",
                    "2 to");

    @TempDir private Path folder;
    private Path model;
    private Checkpoint checkpoint;
    private Tokenizer tokenizer;

    @BeforeEach
    void makeModel() throws IOException {
        model =
                MiniatureCheckpoint.of(MiniatureCheckpoint.smallVocabulary(), 5)
                        .writeTo(folder.resolve("model"));
        checkpoint = Checkpoints.open(model.toString());
        tokenizer = new WordPieceTokenizer(checkpoint.vocabulary(), Casing.CASED);
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(Character::isDigit);
    }

    private static List<LabelledText> texts(ProblemType problem, boolean pairs) {
        List<LabelledText> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            List<String> labels =
                    switch (problem) {
                        case SINGLE_LABEL -> List.of(hasDigit(text) ? "yes" : "no");
                        case MULTI_LABEL ->
                                hasDigit(text)
                                        ? text.contains(" ")
                                                ? List.of("digit", "words")
                                                : List.of("digit")
                                        : List.of();
                        default -> List.of(String.valueOf(hasDigit(text) ? 2.5 : -1));
                    };
            texts.add(
                    new LabelledText(
                            pairs ? "it" : text,
                            pairs ? Optional.of(text) : Optional.empty(),
                            labels,
                            i + 1));
        }
        return texts;
    }

    private static LabelObjective objective(ProblemType problem) {
        return LabelObjective.of(
                problem,
                switch (problem) {
                    case SINGLE_LABEL -> List.of("no", "yes");
                    case MULTI_LABEL -> List.of("digit", "words");
                    default -> List.of("score");
                });
    }

    private static TrainingSettings settings(TuningMethod tuning, int epochs, double rate) {
        return new TrainingSettings(
                tuning,
                new Optimization(epochs, 64, 1, rate, 0.1, 0.01, 1, 0.05, OptionalInt.empty()),
                new Execution(Precision.FLOAT32, 2, 1 << 20, Optional.empty(), 3),
                4);
    }

    private static TuningMethod lora() {
        return new TuningMethod.Lora(4, 8, 2, EnumSet.allOf(TuningMethod.Target.class));
    }

    private TrainingReport train(
            Path to,
            ProblemType problem,
            boolean pairs,
            TrainingSettings settings,
            boolean resume,
            TrainingListener listener) {
        LabelExamples examples = new LabelExamples(tokenizer, objective(problem), Map.of(), 16);
        List<LabelledText> texts = texts(problem, pairs);
        return Trainer.train(
                checkpoint,
                model.toString(),
                objective(problem),
                examples.of(texts),
                Optional.of(new LabelDevelopment(examples, texts, 0.5, confusion -> {})),
                settings,
                to,
                resume,
                listener);
    }

    private Map<String, Double> best(
            ProblemType problem, boolean pairs, TuningMethod tuning, double rate) {
        TrainingReport report =
                train(
                        folder.resolve("result"),
                        problem,
                        pairs,
                        settings(tuning, 40, rate),
                        false,
                        TrainingListener.silent());
        return report.epochs().get(report.bestEpoch() - 1).scores();
    }

    @Test
    void learnsOneLabelATextByHeart() {
        assertThat(best(ProblemType.SINGLE_LABEL, false, lora(), 1e-2))
                .containsEntry("accuracy", 1.0);
    }

    @Test
    void learnsOneLabelAPairByHeart() {
        assertThat(best(ProblemType.SINGLE_LABEL, true, lora(), 1e-2))
                .containsEntry("accuracy", 1.0);
    }

    @Test
    void learnsSeveralLabelsByHeart() {
        assertThat(best(ProblemType.MULTI_LABEL, false, lora(), 1e-2))
                .containsEntry("f1_macro", 1.0);
    }

    @Test
    void learnsScoresByHeart() {
        assertThat(best(ProblemType.REGRESSION, false, lora(), 1e-2).get("pearson"))
                .isGreaterThan(0.95);
    }

    @Test
    void goesOnToTheSameNumbers() throws IOException {
        ProblemType problem = ProblemType.MULTI_LABEL;
        TrainingSettings settings = settings(lora(), 6, 1e-2);
        Path unbroken = folder.resolve("unbroken");
        Map<Integer, Double> losses = new LinkedHashMap<>();
        train(unbroken, problem, false, settings, false, EndedTraining.noting(losses, -1));
        Path broken = folder.resolve("broken");
        Map<Integer, Double> again = new LinkedHashMap<>();
        assertThatThrownBy(
                        () ->
                                train(
                                        broken,
                                        problem,
                                        false,
                                        settings,
                                        false,
                                        EndedTraining.noting(again, 4)))
                .isInstanceOf(EndedTraining.class);
        train(broken, problem, false, settings, true, EndedTraining.noting(again, -1));
        assertThat(again).isEqualTo(losses);
        assertThat(Files.readAllBytes(broken.resolve("adapter_model.safetensors")))
                .isEqualTo(Files.readAllBytes(unbroken.resolve("adapter_model.safetensors")));
    }

    @Test
    void anAdapterHasTheNamesOfPeftAndThePoolerOfHuggingFace() throws IOException {
        Path to = folder.resolve("adapter");
        train(
                to,
                ProblemType.SINGLE_LABEL,
                false,
                settings(new TuningMethod.HeadOnly(), 1, 1e-6),
                false,
                TrainingListener.silent());
        Map<String, StoredTensor> tensors =
                SafetensorsFile.open(to.resolve("adapter_model.safetensors"));
        assertThat(tensors.keySet())
                .containsExactlyInAnyOrder(
                        "base_model.model.classifier.weight",
                        "base_model.model.classifier.bias",
                        "base_model.model.bert.pooler.dense.weight",
                        "base_model.model.bert.pooler.dense.bias");
        // Hardly moved: the release's own, the output first.
        float[] kernel = new float[32 * 32];
        checkpoint
                .weights()
                .read(
                        "bert/pooler/dense/kernel",
                        org.tensorflow.ndarray.buffer.DataBuffers.of(kernel, false, false));
        float[] weight = new float[32 * 32];
        io.github.flinkbert.tensor.TensorStream.read(
                tensors.get("base_model.model.bert.pooler.dense.weight"),
                org.tensorflow.ndarray.buffer.DataBuffers.of(weight, false, false));
        for (int in = 0; in < 32; in++) {
            for (int out = 0; out < 32; out++) {
                assertThat(Math.abs(weight[out * 32 + in] - kernel[in * 32 + out]))
                        .isLessThan(1e-4f);
            }
        }
        JsonNode config = new JsonMapper().readTree(to.resolve("adapter_config.json").toFile());
        assertThat(config.get("task_type").asText()).isEqualTo("SEQ_CLS");
        assertThat(config.get("modules_to_save"))
                .hasToString("[\"classifier\",\"bert.pooler.dense\"]");
    }

    @Test
    void aWholeModelHasGooglesNames() throws IOException {
        Path to = folder.resolve("whole");
        TrainingReport report =
                train(
                        to,
                        ProblemType.SINGLE_LABEL,
                        false,
                        settings(new TuningMethod.Full(0), 1, 1e-4),
                        false,
                        TrainingListener.silent());
        LabelConfig.add(
                to,
                ProblemType.SINGLE_LABEL,
                List.of("no", "yes"),
                java.util.OptionalDouble.of(0.3));
        JsonNode config = new JsonMapper().readTree(to.resolve("config.json").toFile());
        assertThat(config.get("architectures")).hasToString("[\"BertForSequenceClassification\"]");
        assertThat(config.get("problem_type").asText()).isEqualTo("single_label_classification");
        assertThat(config.get("id2label")).hasToString("{\"0\":\"no\",\"1\":\"yes\"}");
        assertThat(config.get("label2id")).hasToString("{\"no\":0,\"yes\":1}");
        assertThat(config.get("threshold").asDouble()).isEqualTo(0.3);
        try (Checkpoint whole = Checkpoints.open(to.toString())) {
            assertThat(whole.weights().names())
                    .contains("output_weights", "output_bias", "bert/pooler/dense/kernel")
                    .noneMatch(name -> name.startsWith("cls/"));
            assertThat(report.leftOut()).containsExactly("cls/predictions");
            assertThat(whole.weights().shape("output_weights").asArray()).containsExactly(2, 32);
        }
    }
}
