package io.github.flinkbert.checkpoint;

import static io.github.flinkbert.checkpoint.MiniatureCheckpoint.smallVocabulary;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.failure.CheckpointException;
import io.github.flinkbert.text.Casing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.buffer.DataBuffers;

class OnnxReleaseTest {

    @RegisterExtension final CacheInTempFolder cache = new CacheInTempFolder();
    @TempDir Path temp;

    private final MiniatureCheckpoint miniature =
            MiniatureCheckpoint.of(
                    new BertConfig(
                            smallVocabulary().size(),
                            32,
                            2,
                            4,
                            64,
                            64,
                            2,
                            Activation.GELU_ERF,
                            1e-12),
                    smallVocabulary(),
                    5);

    @Test
    void findsEachKernelByTheBiasThatIsAddedToItsProduct() throws IOException {
        write(OnnxMiniature.export(miniature));

        try (Checkpoint checkpoint = Checkpoints.open(temp.toString())) {
            assertThat(checkpoint.config()).isEqualTo(miniature.config());
            assertThat(checkpoint.casing()).contains(Casing.UNCASED);
            assertThat(checkpoint.weights().names()).isEqualTo(miniature.weights().names());
            for (String name : checkpoint.weights().names()) {
                float[] values = new float[(int) checkpoint.weights().shape(name).size()];
                checkpoint.weights().read(name, DataBuffers.of(values, false, false));
                assertThat(values).as(name).isEqualTo(miniature.values(name));
            }
        }
    }

    @Test
    void refusesAFileCutShort() throws IOException {
        byte[] whole = OnnxMiniature.export(miniature);
        for (int length = 0; length < whole.length; length += 4999) {
            write(Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Checkpoints.open(temp.toString()))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("no ONNX file");
        }
    }

    @Test
    void refusesATokenizerThatIsNoWordPiece() throws IOException {
        write(OnnxMiniature.export(miniature));
        Files.writeString(
                temp.resolve("tokenizer.json"), "{\"model\": {\"type\": \"BPE\", \"vocab\": {}}}");

        assertThatThrownBy(() -> Checkpoints.open(temp.toString()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("holds no WordPiece vocabulary, found model type \"BPE\"");
    }

    private void write(byte[] graph) throws IOException {
        Files.write(temp.resolve("model.onnx"), graph);
        Map<String, Integer> ids = new LinkedHashMap<>();
        miniature.pieces().forEach(piece -> ids.put(piece, ids.size()));
        Map<String, Object> tokenizer =
                Map.of(
                        "normalizer", Map.of("lowercase", true),
                        "model", Map.of("type", "WordPiece", "vocab", ids));
        new JsonMapper().writeValue(temp.resolve("tokenizer.json").toFile(), tokenizer);
    }
}
