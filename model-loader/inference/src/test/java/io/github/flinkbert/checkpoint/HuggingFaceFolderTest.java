package io.github.flinkbert.checkpoint;

import static io.github.flinkbert.checkpoint.MiniatureCheckpoint.smallVocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.SafetensorsWriter;
import io.github.flinkbert.text.Casing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

class HuggingFaceFolderTest {

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final MiniatureCheckpoint miniature = MiniatureCheckpoint.of(smallVocabulary(), 3);
    private final float[] headValues = random(3 * 32);

    @ParameterizedTest
    @ValueSource(strings = {"", "bert."})
    void readsEveryVariableUnderGooglesNameAndInItsLayout(String prefix) throws IOException {
        Path folder = write("BertForMaskedLM", HuggingFaceMiniature.tensors(miniature, prefix));

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.format()).isEqualTo("Hugging Face folder");
            assertThat(checkpoint.config().activation()).isEqualTo(Activation.GELU_ERF);
            assertThat(checkpoint.casing()).contains(Casing.CASED);
            assertThat(checkpoint.heads()).isEmpty();
            assertThat(checkpoint.weights().names()).isEqualTo(miniature.weights().names());
            for (String name : checkpoint.weights().names()) {
                assertThat(checkpoint.weights().shape(name))
                        .isEqualTo(miniature.weights().shape(name));
                assertThat(read(checkpoint, name)).as(name).isEqualTo(miniature.values(name));
            }
        }
    }

    @Test
    void readsAHeadThatLabelsTokens() throws IOException {
        Path folder =
                write(
                        "BertForTokenClassification",
                        tensors()
                                .with("classifier.weight", Shape.of(3, 32), headValues)
                                .with("classifier.bias", Shape.of(3), 1f, 2f, 3f));

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.heads())
                    .containsExactly(
                            new Head.TokenClassification(
                                    List.of("O", "B-PER", "I-PER"),
                                    "output_weights",
                                    "output_bias"));
            assertThat(read(checkpoint, "output_weights")).isEqualTo(headValues);
            assertThat(read(checkpoint, "output_bias")).containsExactly(1f, 2f, 3f);
        }
    }

    @Test
    void readsAHeadThatScoresSpansAndAnEncoderWithoutPooler() throws IOException {
        ArrayWeights withoutPooler = tensors().renamed(n -> n.contains("pooler") ? null : n);
        Path folder =
                write(
                        "BertForQuestionAnswering",
                        withoutPooler
                                .with("qa_outputs.weight", Shape.of(2, 32), random(64))
                                .with("qa_outputs.bias", Shape.of(2), 1f, 2f));

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.heads())
                    .containsExactly(
                            new Head.SpanScores(
                                    "cls/squad/output_weights", "cls/squad/output_bias"));
            assertThat(checkpoint.weights().names()).doesNotContain("bert/pooler/dense/kernel");
        }
    }

    @Test
    void takesNoClassifierOfWholeTextsForAHeadThatLabelsTokens() throws IOException {
        Path folder =
                write(
                        "BertForSequenceClassification",
                        tensors()
                                .with("classifier.weight", Shape.of(3, 32), headValues)
                                .with("classifier.bias", Shape.of(3), 1f, 2f, 3f));

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.heads())
                    .hasOnlyElementsOfType(Head.TextClassification.class)
                    .hasSize(1);
        }
    }

    @Test
    void readsShardsByTheirIndex() throws IOException {
        Path folder = write("BertModel", tensors());
        Files.delete(folder.resolve("model.safetensors"));
        SafetensorsWriter.write(
                folder.resolve("a.safetensors"),
                tensors().renamed(n -> n.contains("encoder") ? n : null));
        SafetensorsWriter.write(
                folder.resolve("b.safetensors"),
                tensors().renamed(n -> n.contains("encoder") ? null : n));
        StringBuilder map = new StringBuilder("{\"weight_map\": {\"\": \"\"");
        for (String name : tensors().names()) {
            map.append(
                    ", \"%s\": \"%s.safetensors\""
                            .formatted(name, name.contains("encoder") ? "a" : "b"));
        }
        String index = map.append("}}").toString().replace("\"\": \"\", ", "");
        Files.writeString(folder.resolve("model.safetensors.index.json"), index);

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.weights().names()).isEqualTo(miniature.weights().names());
        }
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                index.replaceFirst("b.safetensors", "a.safetensors"));
        assertRefused(folder, "into a.safetensors, which does not hold it");
        Files.writeString(
                folder.resolve("model.safetensors.index.json"),
                index.replaceFirst("b.safetensors", "../b.safetensors"));
        assertRefused(folder, "the shard \"../b.safetensors\" lies outside the folder");
        Files.writeString(folder.resolve("model.safetensors.index.json"), index);
        Files.delete(folder.resolve("b.safetensors"));
        assertRefused(folder, "b.safetensors is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"bert\"|\"reformer\"|model_type is \"reformer\", but \"albert\" or \"bert\"",
                "\"gelu\"|\"mish\"|unknown activation \"mish\" in hidden_act",
                "\"layer_norm_eps\"|\"is_decoder\": true, \"x\"|is_decoder is true",
                "\"layer_norm_eps\"|\"quantization_config\": {}, \"x\"|its weights are quantised",
                "\"layer_norm_eps\"|\"position_embedding_type\": \"relative_key\", \"x\""
                        + "|position_embedding_type is \"relative_key\"",
                "\"2\": \"I-PER\"|\"7\": \"I-PER\"|gives label I-PER the id 7",
                ", \"2\": \"I-PER\"|\"\"|names no label for output 2 of the head's 3"
            })
    void refusesWhatWouldNotBeComputedAsItSays(String what, String with, String sentence)
            throws IOException {
        Path folder =
                write(
                        "BertForTokenClassification",
                        tensors()
                                .with("classifier.weight", Shape.of(3, 32), headValues)
                                .with("classifier.bias", Shape.of(3), 1f, 2f, 3f));
        Path config = folder.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replace(what, with.equals("\"\"") ? "" : with));

        assertRefused(folder, sentence);
    }

    @Test
    void refusesWeightsThatAreOnlyThereAsAPickle() throws IOException {
        Path folder = write("BertModel", tensors());
        Files.move(folder.resolve("model.safetensors"), folder.resolve("pytorch_model.bin"));

        assertRefused(folder, "has no model.safetensors; weights in other files, such as pytorch");
    }

    /** Refused until they were obeyed; {@link TokenizerFilesTest} has the pieces. */
    @Test
    void obeysAccentsThatDoNotGoWithCase() throws IOException {
        Path folder = write("BertModel", tensors());
        Files.writeString(
                folder.resolve("tokenizer_config.json"),
                "{\"do_lower_case\": true, \"strip_accents\": false}");

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.casing()).contains(Casing.UNCASED);
            assertThat(checkpoint.tokenizerRules().accentsStripped()).contains(false);
        }
    }

    @Test
    void readsASentenceTransformersFolder() throws IOException {
        Path folder = write("BertModel", tensors());
        Files.writeString(
                folder.resolve("modules.json"),
                """
                [{"path": "", "type": "sentence_transformers.models.Transformer"},
                 {"path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
                 {"path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]
                """);
        Files.createDirectories(folder.resolve("1_Pooling"));
        Path pooling = folder.resolve("1_Pooling/config.json");
        Files.writeString(
                pooling,
                "{\"word_embedding_dimension\": 32, \"pooling_mode_cls_token\": false,"
                        + " \"pooling_mode_mean_tokens\": true}");
        Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 256}");

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.format()).isEqualTo("sentence-transformers folder");
            assertThat(checkpoint.sentenceEmbedding())
                    .contains(new SentenceEmbedding(Pooling.MEAN, true, OptionalInt.of(256)));
        }
        Files.writeString(pooling, "{\"pooling_mode_mean_tokens\": false}");
        assertRefused(folder, "pooling by nothing is not done; expected one of pooling_mode_cls");
        Files.writeString(pooling, "{\"pooling_mode_attention\": true}");
        assertRefused(folder, "pooling_mode_attention is true; expected one of pooling_mode_cls");
        Files.writeString(pooling, "{\"pooling_mode\": \"median\"}");
        assertRefused(folder, "pooling_mode is \"median\"; expected one of cls, ");
        Files.writeString(pooling, "{\"pooling_mode\": \"cls\"}");
        Path modules = folder.resolve("modules.json");
        Files.writeString(modules, Files.readString(modules).replace("Normalize\"", "LSTM\""));
        assertRefused(folder, "names a module LSTM, which is not run");
        Files.writeString(modules, "[{\"path\": \"../..\", \"type\": \"Transformer\"}]");
        assertRefused(folder, "the module path \"../..\" lies outside the folder");
    }

    @Test
    void obeysOrRefusesTheSettingsOfASentenceTransformersFolder() throws IOException {
        Path folder = write("BertModel", tensors());
        Path modules = folder.resolve("modules.json");
        String plain =
                "[{\"path\": \"\", \"type\": \"Transformer\"},"
                        + " {\"path\": \"1_Pooling\", \"type\": \"Pooling\"}]";
        Files.writeString(modules, plain);
        Files.createDirectories(folder.resolve("1_Pooling"));
        Files.writeString(folder.resolve("1_Pooling/config.json"), "{\"pooling_mode\": \"mean\"}");
        Path settings = folder.resolve("sentence_bert_config.json");
        Files.writeString(settings, "{\"max_seq_length\": 16, \"do_lower_case\": true}");
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.longestSequence()).isEqualTo(16);
            assertThat(checkpoint.tokenizerRules().lowerCasedBefore()).isTrue();
            assertThat(checkpoint.tokenizer(Casing.CASED).tokenize("THE").ids())
                    .containsExactly(checkpoint.vocabulary().id("the"));
        }
        for (String[] refused :
                new String[][] {
                    {"{\"max_seq_length\": 2}", "max_seq_length is 2; expected a whole number"},
                    {
                        "{\"do_lower_case\": \"x\"}",
                        "do_lower_case is \"x\"; expected true or false"
                    },
                    {"{\"tokenizer_args\": {\"strip_accents\": true}}", "strip_accents is true"},
                    {"{\"transformer_task\": \"fill-mask\"}", "transformer_task is \"fill-mask\""},
                    {
                        "{\"modality_config\": {\"text\": {\"method\": \"forward\","
                                + " \"method_output_name\": \"pooler_output\"}}}",
                        "method_output_name is \"pooler_output\"; expected \"last_hidden_state\""
                    },
                    {
                        "{\"processing_kwargs\": {\"text\": {\"max_length\": 4}}}",
                        "processing_kwargs is {\"text\":{\"max_length\":4}}; expected nothing"
                    },
                }) {
            Files.writeString(settings, refused[0]);
            assertRefused(folder, refused[1]);
        }
        Files.writeString(settings, "{\"max_seq_length\": null}");
        Path prompts = folder.resolve("config_sentence_transformers.json");
        Files.writeString(
                prompts,
                "{\"prompts\": {\"query\": \"query: \"}, \"default_prompt_name\": \"query\"}");
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.sentenceEmbedding().orElseThrow().prompts().standardText())
                    .isEqualTo("query: ");
        }
        Files.writeString(prompts, "{\"prompts\": {}, \"default_prompt_name\": \"other\"}");
        assertRefused(folder, "which puts a prompt that is not there");
        Files.writeString(
                prompts, "{\"prompts\": {\"query\": \"query: \"}, \"default_prompt_name\": null}");
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.longestSequence()).isEqualTo(64);
        }
        Files.writeString(
                modules, plain.replace("]", ", {\"path\": \"2\", \"type\": \"Dropout\"}]"));
        Checkpoints.open(folder.toString()).close();
        for (String type :
                List.of(
                        "sentence_transformers.models.Router",
                        "sentence_transformers.models.Asym",
                        "sentence_transformers.models.WeightedLayerPooling",
                        "sentence_transformers.models.CNN",
                        "sentence_transformers.models.LayerNorm",
                        "sentence_transformers.models.StaticEmbedding",
                        "sentence_transformers.sparse_encoder.models.SpladePooling")) {
            for (String place : List.of("Transformer", "Pooling")) {
                Files.writeString(modules, plain.replace("\"" + place + "\"", "\"" + type + "\""));
                assertRefused(folder, "which is not run; expected Transformer, Pooling, Dense, N");
            }
        }
        Files.writeString(modules, plain.replace("\"Pooling\"", "\"own.Pooling\""));
        assertRefused(folder, "names a module own.Pooling, which is not run");
        Files.writeString(
                modules, plain.replace("[{", "[{\"path\": \"2\", \"type\": \"Normalize\"}, {"));
        assertRefused(folder, "names a module Normalize out of its place");
    }

    @Test
    void readsTheHeadsOfGooglesFineTuningScripts() throws IOException {
        ArrayWeights tuned =
                miniature
                        .weights()
                        .with("output_weights", Shape.of(3, 32), headValues)
                        .with("output_weights/adam_m", Shape.of(3, 32), headValues)
                        .with("output_bias", Shape.of(3), 1f, 2f, 3f)
                        .with("cls/squad/output_weights", Shape.of(2, 32), random(64))
                        .with("cls/squad/output_bias", Shape.of(2), 1f, 2f);
        Path folder = temp.resolve("tuned");
        GoogleCheckpointWriter.write(folder, miniature.config(), miniature.pieces(), tuned);

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.heads())
                    .containsExactly(
                            new Head.SpanScores(
                                    "cls/squad/output_weights", "cls/squad/output_bias"),
                            new Head.TokenClassification(
                                    List.of("LABEL_0", "LABEL_1", "LABEL_2"),
                                    "output_weights",
                                    "output_bias"));
            assertThat(read(checkpoint, "output_weights")).isEqualTo(headValues);
        }
        Files.writeString(folder.resolve("labels.txt"), "O\nB-LOC\nI-LOC\n");
        assertLabels(folder, "O", "B-LOC", "I-LOC");
        Files.writeString(folder.resolve("label2id.json"), "{\"I\": 2, \"B\": 1, \"O\": 0}");
        assertLabels(folder, "O", "B", "I");
        Files.delete(folder.resolve("label2id.json"));
        Files.writeString(folder.resolve("labels.txt"), "O\nB-LOC\n");
        assertRefused(folder, "labels.txt has 2 labels, but the head has 3 outputs");
    }

    @Test
    void refusesAHeadOfTheWrongShape() throws IOException {
        Path folder =
                write(
                        "BertModel",
                        tensors()
                                .with("classifier.bias", Shape.of(3), 1f, 2f, 3f)
                                .with("classifier.weight", Shape.of(3, 31), random(93)));

        assertRefused(folder, "variable output_weights has shape [3, 31], but [3, 32] is expected");
    }

    private static void assertLabels(Path folder, String... labels) {
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(((Head.TokenClassification) checkpoint.heads().get(1)).labels())
                    .containsExactly(labels);
        }
    }

    private static void assertRefused(Path folder, String sentence) {
        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(sentence);
    }

    private ArrayWeights tensors() {
        return HuggingFaceMiniature.tensors(miniature, "bert.");
    }

    private Path write(String architecture, ArrayWeights tensors) throws IOException {
        return HuggingFaceMiniature.write(temp.resolve("hf"), miniature, architecture, tensors);
    }

    private static float[] random(int size) {
        float[] values = new float[size];
        java.util.Random random = new java.util.Random(size);
        for (int i = 0; i < size; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }

    private static float[] read(Checkpoint checkpoint, String name) {
        float[] values = new float[(int) checkpoint.weights().shape(name).size()];
        checkpoint.weights().read(name, DataBuffers.of(values, false, false));
        return values;
    }
}
