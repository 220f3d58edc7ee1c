package io.github.flinkbert.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

class SafetensorsFileTest {

    @TempDir Path temp;
    private Path file;

    @BeforeEach
    void nameFile() {
        file = temp.resolve("m.safetensors");
    }

    @Test
    void readsEachNumberFormat() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(1.5f).putFloat(-2f); // F32
        data.putShort((short) 0x3e00).putShort((short) 0xc000); // F16: 1.5, -2
        data.putShort((short) 0x3fc0).putShort((short) 0xc000); // BF16: 1.5, -2
        data.putLong(7); // I64
        write(
                """
                {"__metadata__": {"format": "pt"},
                 "a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
                 "b": {"dtype": "F16", "shape": [2, 1], "data_offsets": [8, 12]},
                 "c": {"dtype": "BF16", "shape": [1, 2], "data_offsets": [12, 16]},
                 "d": {"dtype": "I64", "shape": [], "data_offsets": [16, 24]}}
                """,
                data.array());

        Map<String, StoredTensor> tensors = SafetensorsFile.open(file);

        assertThat(tensors.keySet()).containsExactly("a", "b", "c", "d");
        for (String name : new String[] {"a", "b", "c"}) {
            float[] values = new float[2];
            TensorStream.read(tensors.get(name), DataBuffers.of(values, false, false));
            assertThat(values).as(name).containsExactly(1.5f, -2f);
        }
        assertThat(tensors.get("b").shape()).isEqualTo(Shape.of(2, 1));
        assertThat(tensors.get("d").format()).isEqualTo(NumberFormat.OTHER);
        assertThatThrownBy(() -> TensorStream.read(tensors.get("d"), DataBuffers.ofFloats(1)))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is not stored as float32, float16 or bfloat16");
    }

    @Test
    void readsWhatItsWriterWrote() throws IOException {
        ArrayWeights weights =
                new ArrayWeights(Map.of())
                        .with("x", Shape.of(2, 2), 1f, 2f, 3f, 4f)
                        .with("empty", Shape.of(0, 3))
                        .with("y", Shape.of(1), 5f);
        SafetensorsWriter.write(file, weights);

        Map<String, StoredTensor> tensors = SafetensorsFile.open(file);

        float[] values = new float[4];
        TensorStream.read(tensors.get("x"), DataBuffers.of(values, false, false));
        assertThat(values).containsExactly(1f, 2f, 3f, 4f);
        assertThat(tensors.get("x").offset() % 8).isZero();
        assertThat(tensors).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{x}|its header is no JSON",
                "[]|its header is no JSON object",
                "{} {}|its header is no JSON",
                "{}|8 bytes at its end belong to no tensor",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]},"
                        + " 'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]}}"
                        + "|names one thing twice: Duplicate field 'a'",
                "{'a': {'dtype': 'F99', 'shape': [2], 'data_offsets': [0, 8]}}"
                        + "|a has the unknown type \"F99\"; known are",
                "{'a': {'shape': [2], 'data_offsets': [0, 8]}}|a has the unknown type \"\"",
                "{'a': {'dtype': 'F32', 'shape': [-2], 'data_offsets': [0, 8]}}"
                        + "|the shape of a must be a list of whole numbers, found [-2]",
                "{'a': {'dtype': 'F32', 'shape': 2, 'data_offsets': [0, 8]}}"
                        + "|the shape of a must be a list of whole numbers, found 2",
                "{'a': {'dtype': 'F32', 'data_offsets': [0, 8]}}"
                        + "|the shape of a must be a list of whole numbers, found nothing",
                "{'a': {'dtype': 'F32', 'shape': [2]}}"
                        + "|the data_offsets of a must be two whole numbers, found nothing",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8.5]}}"
                        + "|the data_offsets of a must be two whole numbers, found [0,8.5]",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 99999999999999999999]}}"
                        + "|the data_offsets of a must be two whole numbers",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [8, 16]}}"
                        + "|a lies at bytes 8 to 16, outside the 8 bytes that the file holds",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [8, 0]}}"
                        + "|a lies at bytes 8 to 0, outside",
                "{'a': {'dtype': 'F32', 'shape': [3], 'data_offsets': [0, 8]}}"
                        + "|a of type F32 and shape [3] needs 12 bytes, found 8",
                "{'a': {'dtype': 'F32', 'shape': [4611686018427387904, 4],"
                        + " 'data_offsets': [0, 8]}}|needs too many bytes, found 8",
                "{'a': {'dtype': 'F32', 'shape': [2], 'data_offsets': [0, 8]},"
                        + " 'b': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}"
                        + "|b overlaps the tensor before it by 4 bytes",
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [4, 8]}}"
                        + "|4 bytes before a belong to no tensor",
                "{'a': {'dtype': 'F32', 'shape': [1], 'data_offsets': [0, 4]}}"
                        + "|4 bytes at its end belong to no tensor",
            })
    void refusesEachFaultWithItsOwnSentence(String header, String sentence) throws IOException {
        write(header.replace('\'', '"').strip(), new byte[8]);

        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource({"-1", "0", "1", "1000", "100000001", "9223372036854775807"})
    void refusesAHeaderLengthThatCannotBe(long length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(length).array());

        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(
                        "its header is said to have %s bytes, the file has 64"
                                .formatted(Long.toUnsignedString(length)));
    }

    @Test
    void refusesAFileCutShortAnywhere() throws IOException {
        SafetensorsWriter.write(file, new ArrayWeights(Map.of()).with("x", Shape.of(2), 1f, 2f));
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> SafetensorsFile.open(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageStartingWith(file.toString());
        }
    }

    private void write(String header, byte[] data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes =
                ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, bytes.putLong(json.length).put(json).put(data).array());
    }
}
