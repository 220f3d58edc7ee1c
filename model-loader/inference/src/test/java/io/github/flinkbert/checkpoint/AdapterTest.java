package io.github.flinkbert.checkpoint;

import static io.github.flinkbert.checkpoint.MiniatureCheckpoint.smallVocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.SafetensorsWriter;
import io.github.flinkbert.tensor.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "init_lora_weights|\"pissa\"|path_initial_model_for_weight_conversion",
                "init_lora_weights|\"pissa_niter_16\"|stands on a base model whose weights",
                "init_lora_weights|\"olora\"|init_lora_weights is \"olora\"",
                "init_lora_weights|\"OLoRA\"|path_initial_model_for_weight_conversion",
                "init_lora_weights|\"corda\"|path_initial_model_for_weight_conversion",
                "init_lora_weights|\"lora_ga\"|path_initial_model_for_weight_conversion",
                "init_lora_weights|\"loftq\"|LoftQ quantised",
                "init_lora_weights|\"next\"|init_lora_weights is \"next\"; expected true, false",
                "layer_replication|[[0, 1], [0, 2]]|layer_replication is [[0,1],[0,2]]",
                "trainable_token_indices|[5]|changes rows of the word embedding",
                "trainable_token_indices|{\"word_embeddings\": [5]}|trainable_token_indices is",
                "alora_invocation_tokens|[1, 2]|alora_invocation_tokens is [1,2]",
                "target_parameters|[\"experts\"]|target_parameters is",
                "fan_in_fan_out|true|fan_in_fan_out is true",
                "lora_bias|true|lora_bias is true",
                "use_qalora|true|use_qalora is true",
                "use_bdlora|{\"nblocks\": 2}|use_bdlora is",
                "kasa_config|{\"beta\": 0.1}|kasa_config is",
                "arrow_config|{\"top_k\": 1}|arrow_config is",
                "monteclora_config|{\"num_samples\": 4}|monteclora_config is",
                "megatron_config|{\"x\": 1}|megatron_config is",
                "layers_pattern|\"h\"|layers_pattern is \"h\"; expected \"layer\"",
                "use_something_new|true|use_something_new is true; expected it off, or left out",
                "something_config|{\"x\": 1}|something_config is {\"x\":1}",
                "bias|\"lora_only\"|bias is \"lora_only\", but \"none\" is expected",
                "rank_pattern|{\"query\": 2}|rank_pattern is not supported for \"query\"",
                "rank_pattern|{\"intermediate.dense\": 2}|but rank 2 expects [2, in]",
                "rank_pattern|{\"dense\": 0}|rank_pattern.dense is 0; expected a positive whole",
                "rank_pattern|{\"(\": 2}|rank_pattern",
                "alpha_pattern|{\"key\": 2}|alpha_pattern is not supported for \"key\"",
                "alpha_pattern|{\"dense\": \"x\"}|alpha_pattern.dense is \"x\"",
                "exclude_modules|[\"dense\"]|has tensors for bert.encoder.layer.1.intermediate",
                "exclude_modules|\".*layer.1.*\"|which its target_modules do not name",
            })
    void refusesWhatIsNotPlainLoraOnTheReleasedBase(String field, String value, String sentence)
            throws IOException {
        assertRefused(write(with(field, value), tensors()), sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "init_lora_weights|true",
                "init_lora_weights|false",
                "init_lora_weights|\"gaussian\"",
                "init_lora_weights|\"orthogonal\"",
                "init_lora_weights|\"eva\"",
                "eva_config|{\"rho\": 2.0}",
                "layers_pattern|[\"layer\"]",
                "layer_replication|null",
                "trainable_token_indices|null",
                "use_something_new|false",
                "something_config|null",
                "megatron_core|\"megatron.core\"",
                "exclude_modules|[\"query\"]",
                "runtime_config|{\"ephemeral_gpu_offload\": false}",
            })
    void mergesWhatChangesOnlyTheStart(String field, String value) throws IOException {
        float[] plain = merged(SETTINGS);

        assertThat(merged(with(field, value))).isEqualTo(plain);
    }

    /** Alpha 6 over rank 4 is 1.5; the tensors have rank 4 whatever "r" is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"intermediate.dense\": 12}|false|3",
                "{\"dense\": 12}|false|3",
                "{\"query\": 1, \"layer.1.*dense\": 12}|false|3",
                "{\"^bert.encoder.layer.1.intermediate.dense\": 12}|true|6",
                "{\"layer.[1-3].intermediate.dense\": 12, \"dense\": 1}|false|3",
            })
    void scalesEachModuleAsTheFirstPatternOfItsNameSays(
            String alphas, boolean stabilised, float scale) throws IOException {
        String ranks = alphas.replaceAll("\\d+}", "4}").replaceAll(": \\d+,", ": 4,");
        String settings =
                with("alpha_pattern", alphas.replace("\"query\": 1, ", ""))
                        .replace(
                                "\"r\": 4",
                                "\"r\": 2, \"rank_pattern\": "
                                        + ranks.replace("\"query\": 4, ", ""))
                        .replace("\"use_rslora\": false", "\"use_rslora\": " + stabilised);
        float[] expected =
                merged(SETTINGS.replace("\"lora_alpha\": 6", "\"lora_alpha\": " + scale * 4));

        assertThat(merged(settings)).isEqualTo(expected);
    }

    @Test
    void aTargetThatNamesNothingOfBertIsPassedOverAsByPeft() throws IOException {
        String both =
                SETTINGS.replace(
                        "[\"intermediate.dense\"]", "[\"intermediate.dense\", \"q_proj\"]");
        String none = SETTINGS.replace("[\"intermediate.dense\"]", "[\"q_proj\"]");

        assertThat(merged(both)).isEqualTo(merged(SETTINGS));
        assertRefused(
                write(
                        none.replace("[1]", "null"),
                        tensors().renamed(n -> n.contains("lora") ? null : n)),
                "none of its target_modules [q_proj] is a module of BERT");
    }

    @Test
    void aClassifierOfUnknownKindIsNoHeadForTokens() throws IOException {
        Path texts = write(SETTINGS.replace("TOKEN_CLS", "SEQ_CLS"), tensors());
        assertThat(Adapter.open(texts.toString()).head())
                .containsInstanceOf(Head.TextClassification.class);
        for (String task : List.of("null", "\"FEATURE_EXTRACTION\"")) {
            Adapter adapter =
                    Adapter.open(
                            write(SETTINGS.replace("\"TOKEN_CLS\"", task), tensors()).toString());

            assertThat(adapter.head()).isEmpty();
            assertThat(adapter.otherHead()).isPresent();
        }
    }

    @Test
    void labelsOfAHeadOfUnknownKindArePartOfTheDigest() throws IOException {
        Path folder = write(SETTINGS.replace("\"TOKEN_CLS\"", "null"), tensors());
        Set<String> digests = new HashSet<>();
        for (String labels : List.of("a b c", "a b d", "b a c", "a b c")) {
            Files.write(folder.resolve("labels.txt"), List.of(labels.split(" ")));
            Adapter adapter = Adapter.open(folder.toString());
            assertThat(adapter.head()).isEmpty();
            digests.add(adapter.digest());
        }
        assertThat(digests).hasSize(3);
    }

    private static String with(String field, String value) {
        return SETTINGS.replace("\"bias\": \"none\",", "")
                .replace("\"r\": 4", "\"r\": 4, \"%s\": %s".formatted(field, value));
    }

    private float[] merged(String settings) throws IOException {
        Path folder = write(settings, tensors());
        return read(Adapter.open(folder.toString()).mergedOver(base.weights()), WIDE_KERNEL);
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
                write(SETTINGS, good.with(PEFT + "lm_head.weight", Shape.of(1), 1f)),
                "the tensor lm_head.weight names a module that BERT and its heads do not have");
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
