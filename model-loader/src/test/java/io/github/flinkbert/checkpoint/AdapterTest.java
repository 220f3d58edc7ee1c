package io.github.flinkbert.checkpoint;

import static io.github.flinkbert.checkpoint.MiniatureCheckpoint.smallVocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.checkpoint.tensor.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

class AdapterTest {

    private static final String PEFT = "base_model.model.";
    private static final String WIDE = "bert.encoder.layer.1.intermediate.dense";
    private static final String WIDE_KERNEL = "bert/encoder/layer_1/intermediate/dense/kernel";
    private static final String SETTINGS =
            """
            {"peft_type": "LORA", "task_type": "TOKEN_CLS", "r": 4, "lora_alpha": 6, "bias": "none",
             "base_model_name_or_path": "maven:a:b:1", "target_modules": ["intermediate.dense"],
             "layers_to_transform": [1], "modules_to_save": ["classifier"], "use_rslora": false}
            """;

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final MiniatureCheckpoint base = MiniatureCheckpoint.of(smallVocabulary(), 4);
    private final float[] down = random(4 * 32); // lora_A: [rank 4, in 32]
    private final float[] up = random(64 * 4); // lora_B: [out 64, rank 4]
    private final float[] head = random(3 * 32);

    @ParameterizedTest
    @CsvSource({"false, 1.5", "true, 3"}) // alpha 6 over rank 4, or over its root
    void mergesScaledProductsIntoTheBaseAsItIsRead(boolean rankStabilised, double scale)
            throws IOException {
        Path folder =
                write(
                        SETTINGS.replace(
                                "\"use_rslora\": false", "\"use_rslora\": " + rankStabilised),
                        tensors());

        Weights merged = Adapter.open(folder.toString()).mergedOver(base.weights());

        float[] values = read(merged, WIDE_KERNEL);
        float[] before = base.values(WIDE_KERNEL);
        for (int in = 0; in < 32; in++) {
            for (int out = 0; out < 64; out++) {
                double product = 0;
                for (int k = 0; k < 4; k++) {
                    product += up[out * 4 + k] * down[k * 32 + in];
                }
                assertThat(values[in * 64 + out])
                        .isCloseTo(
                                (float) (before[in * 64 + out] + scale * product), within(1e-5f));
            }
        }
        String other = "bert/encoder/layer_0/intermediate/dense/kernel";
        assertThat(read(merged, other)).isEqualTo(base.values(other));
        assertThat(merged.shape(WIDE_KERNEL)).isEqualTo(Shape.of(32, 64));
    }

    @Test
    void bringsItsHeadAndSaysWhatItIs() throws IOException {
        Path folder = write(SETTINGS, tensors());
        Files.writeString(folder.resolve("labels.txt"), "O\nB\nI\n");

        Adapter adapter = Adapter.open(folder.toString());

        assertThat(adapter.head())
                .contains(
                        new Head.TokenClassification(
                                List.of("O", "B", "I"), "output_weights", "output_bias"));
        assertThat(adapter.fromLayer()).isEqualTo(1);
        assertThat(adapter.baseCheckpoint()).contains("maven:a:b:1");
        assertThat(adapter.taskType()).isEqualTo("TOKEN_CLS");
        assertThat(adapter.name()).isEqualTo("adapter");
        assertThat(adapter.digest()).matches("[0-9a-f]{64}");
        Weights merged = adapter.mergedOver(base.weights());
        assertThat(read(merged, "output_weights")).isEqualTo(head);
        assertThat(merged.names()).containsAll(base.weights().names()).contains("output_bias");
    }

    @Test
    void hasADigestOfItsContent() throws IOException {
        String one = Adapter.open(write(SETTINGS, tensors()).toString()).digest();
        Path folder = write(SETTINGS, tensors());
        Files.writeString(folder.resolve("labels.txt"), "O\nB\nI\n");
        String labelled = Adapter.open(folder.toString()).digest();
        Files.delete(folder.resolve("labels.txt"));

        assertThat(Adapter.open(folder.toString()).digest()).isEqualTo(one).isNotEqualTo(labelled);
    }

    @Test
    void readsAHeadAloneAndThatOfAnswers() throws IOException {
        Path folder =
                write(
                        SETTINGS.replace("[\"intermediate.dense\"]", "[]").replace("[1]", "null"),
                        new ArrayWeights(Map.of())
                                .with(
                                        PEFT + "qa_outputs.modules_to_save.default.weight",
                                        Shape.of(2, 32),
                                        random(64))
                                .with(
                                        PEFT + "qa_outputs.modules_to_save.default.bias",
                                        Shape.of(2),
                                        1f,
                                        2f));

        Adapter adapter = Adapter.open(folder.toString());

        assertThat(adapter.head())
                .contains(new Head.SpanScores("cls/squad/output_weights", "cls/squad/output_bias"));
        assertThat(adapter.fromLayer()).isEqualTo(Adapter.ABOVE_ALL_LAYERS);
        assertThat(adapter.mergedOver(base.weights()).names()).contains("cls/squad/output_bias");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"LORA\"|\"LOHA\"|peft_type is \"LOHA\", but \"LORA\" is expected",
                "\"r\": 4|\"r\": 4, \"use_dora\": true|use_dora is true, which is not supported",
                "\"r\": 4|\"r\": 0|r must be a positive whole number, found 0",
                "\"r\": 4|\"r\": 8|but rank 8 expects [8, in] and [out, 8]",
                "\"lora_alpha\": 6|\"lora_alpha\": \"x\"|lora_alpha must be a positive number",
                "\"none\"|\"all\"|bias is \"all\", but \"none\" is expected",
                "\"r\": 4|\"r\": 4, \"rank_pattern\": {\"query\": 2}|rank_pattern is not supported",
                "[1]|[1, 7]|names layer 7 in layers_to_transform, but has tensors for layers [1]",
                "[1]|[\"x\"]|layers_to_transform must hold layer numbers, found \"x\"",
                "[\"intermediate.dense\"]|[\"intermediate.dense\", \"query\"]"
                        + "|names the module query, but has no tensors for it",
                "[\"intermediate.dense\"]|[\"query\"]"
                        + "|has tensors for bert.encoder.layer.1.intermediate.dense, which its"
                        + " target_modules do not name",
                "[\"intermediate.dense\"]|\"(\"|target_modules \"(\" is no pattern",
            })
    void refusesSettingsThatItDoesNotKeepOrThatAreNotSupported(
            String what, String with, String sentence) throws IOException {
        Path folder = write(SETTINGS.replace(what, with), tensors());

        assertRefused(folder, sentence);
    }

    @Test
    void takesAPatternOfModules() throws IOException {
        Path folder =
                write(
                        SETTINGS.replace("[\"intermediate.dense\"]", "\".*(query|dense)\""),
                        tensors());

        assertThat(Adapter.open(folder.toString()).fromLayer()).isEqualTo(1);
    }

    @Test
    void refusesTensorsThatAreNoPart() throws IOException {
        ArrayWeights good = tensors();
        assertRefused(
                write(SETTINGS, good.renamed(n -> n.contains("lora_B") ? null : n)),
                "has a lora_A, but no lora_B");
        assertRefused(
                write(SETTINGS, good.renamed(n -> n.contains("lora_A") ? null : n)),
                "has a lora_B, but no lora_A");
        assertRefused(
                write(SETTINGS, good.with("other", Shape.of(1), 1f)),
                "the tensor other of type FLOAT32 is no part of a PEFT adapter of BERT");
        assertRefused(
                write(SETTINGS, good.with(PEFT + "score.weight", Shape.of(1), 1f)),
                "the tensor score.weight names a module that BERT and its heads do not have");
        assertRefused(
                write(SETTINGS, good.renamed(n -> n.replace("intermediate", "intermezzo"))),
                "it changes bert.encoder.layer.1.intermezzo.dense, which is no linear layer");
        assertRefused(
                write(SETTINGS, good.renamed(n -> n.contains("classifier.bias") ? null : n)),
                "has a head output_weights, but no output_bias");
    }

    @Test
    void refusesABaseThatItDoesNotFit() throws IOException {
        Adapter adapter = Adapter.open(write(SETTINGS, tensors()).toString());
        BertConfig narrow =
                new BertConfig(
                        base.config().vocabularySize(),
                        16,
                        2,
                        2,
                        64,
                        64,
                        2,
                        Activation.RELU,
                        1e-12);

        assertThatThrownBy(
                        () ->
                                adapter.mergedOver(
                                        MiniatureCheckpoint.of(narrow, base.pieces(), 1).weights()))
                .isInstanceOf(CheckpointException.class)
                .hasMessage(
                        ("the adapter adapter changes %s as one of shape [32, 64], but its base"
                                        + " checkpoint's has shape [16, 64]")
                                .formatted(WIDE_KERNEL));
        Weights shallow = base.weights().renamed(n -> n.contains("layer_1") ? null : n);
        assertThatThrownBy(() -> adapter.mergedOver(shallow))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("which its base checkpoint does not have");
        assertRefused(temp, "has no adapter_config.json");
    }

    private ArrayWeights tensors() {
        return new ArrayWeights(Map.of())
                .with(PEFT + WIDE + ".lora_A.weight", Shape.of(4, 32), down)
                .with(PEFT + WIDE + ".lora_B.weight", Shape.of(64, 4), up)
                .with(PEFT + "classifier.weight", Shape.of(3, 32), head)
                .with(PEFT + "classifier.bias", Shape.of(3), 1f, 2f, 3f);
    }

    private Path write(String settings, Weights tensors) throws IOException {
        Path folder = Files.createDirectories(temp.resolve("adapter"));
        Files.writeString(folder.resolve("adapter_config.json"), settings);
        SafetensorsWriter.write(folder.resolve("adapter_model.safetensors"), tensors);
        return folder;
    }

    private static void assertRefused(Path folder, String sentence) {
        assertThatThrownBy(() -> Adapter.open(folder.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(sentence);
    }

    private static float[] random(int size) {
        float[] values = new float[size];
        Random random = new Random(size);
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    private static float[] read(Weights weights, String name) {
        float[] values = new float[(int) weights.shape(name).size()];
        weights.read(name, DataBuffers.of(values, false, false));
        return values;
    }
}
