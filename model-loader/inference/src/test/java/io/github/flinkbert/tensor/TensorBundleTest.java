package io.github.flinkbert.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.flinkbert.failure.CheckpointException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;

class TensorBundleTest {

    private static final float[] VALUES = {1f, -2.5f, 0f, 65504f, 0x1p-14f, -0.125f};

    @TempDir Path folder;

    @Test
    void readsWhatTensorFlowWroteInEachNumberFormat() {
        TensorFlowFiles.save(
                folder.resolve("m"),
                tf -> {
                    var floats = tf.reshape(tf.constant(VALUES), tf.constant(new int[] {2, 3}));
                    return Map.of(
                            "f32", floats,
                            "f16", tf.dtypes.cast(floats, TFloat16.class),
                            "bf16", tf.dtypes.cast(floats, TBfloat16.class),
                            "global_step", tf.constant(7L));
                });

        TensorBundle bundle = TensorBundle.open(folder.resolve("m.index"));

        assertThat(bundle.tensors()).hasSize(4);
        assertThat(bundle.tensors().get("f32").shape()).isEqualTo(Shape.of(2, 3));
        assertThat(bundle.tensors().get("global_step").format()).isEqualTo(NumberFormat.OTHER);
        assertThat(read(bundle, "f32")).containsExactly(VALUES);
        assertThat(read(bundle, "f16")).containsExactly(VALUES);
        assertThat(read(bundle, "bf16")).containsExactly(1f, -2.5f, 0f, 65536f, 0x1p-14f, -0.125f);
    }

    @Test
    void readsSmallHalvesInfinitiesAndNaN() {
        float[] values = {0x1p-24f, -0x1p-15f, Float.POSITIVE_INFINITY, Float.NaN, -0f};
        TensorFlowFiles.save(
                folder.resolve("m"),
                tf -> Map.of("x", tf.dtypes.cast(tf.constant(values), TFloat16.class)));

        assertThat(read(TensorBundle.open(folder.resolve("m.index")), "x")).containsExactly(values);
    }

    @Test
    void readsAnIndexOfManyBlocks() throws IOException {
        // names that share no beginning, so that they fill more than one block of 256 KiB
        TensorFlowFiles.save(
                folder.resolve("m"),
                tf -> {
                    Map<String, Operand<?>> many = new LinkedHashMap<>();
                    for (int i = 0; i < 700; i++) {
                        many.put(i + "x".repeat(500), tf.constant(new float[] {i}));
                    }
                    return many;
                });

        TensorBundle bundle = TensorBundle.open(folder.resolve("m.index"));

        assertThat(bundle.tensors()).hasSize(700);
        assertThat(read(bundle, 699 + "x".repeat(500))).containsExactly(699f);
    }

    @Test
    void readsEveryShardOfAShardedCheckpoint() {
        TensorFlowFiles.save(folder.resolve("a"), tf -> Map.of("x", tf.constant(VALUES)));
        TensorFlowFiles.save(folder.resolve("b"), tf -> Map.of("y", tf.constant(new float[] {9f})));
        TensorFlowFiles.merge(folder.resolve("m"), folder.resolve("a"), folder.resolve("b"));

        TensorBundle bundle = TensorBundle.open(folder.resolve("m.index"));

        assertThat(bundle.shards()).hasSize(2);
        assertThat(read(bundle, "x")).containsExactly(VALUES);
        assertThat(read(bundle, "y")).containsExactly(9f);
    }

    @Test
    void writesWhatTensorFlowReads() throws IOException {
        float[] large = new float[200_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = i * 0.5f;
        }
        try (TensorBundleWriter writer = TensorBundleWriter.create(folder, "w.ckpt")) {
            writer.put("z", Shape.of(2, 3), DataBuffers.of(VALUES));
            writer.put("large/kernel", Shape.of(400, 500), DataBuffers.of(large));
            writer.put("scalar", Shape.scalar(), DataBuffers.of(3f));
            for (int i = 0; i < 100; i++) {
                writer.put("many" + i, Shape.of(1), DataBuffers.of((float) i));
            }
        }

        assertThat(TensorFlowFiles.restore(folder.resolve("w.ckpt"), "z")).containsExactly(VALUES);
        assertThat(TensorFlowFiles.restore(folder.resolve("w.ckpt"), "large/kernel"))
                .isEqualTo(large);
        assertThat(TensorFlowFiles.restore(folder.resolve("w.ckpt"), "many73"))
                .containsExactly(73f);
        TensorBundle bundle = TensorBundle.open(folder.resolve("w.ckpt.index"));
        assertThat(read(bundle, "large/kernel")).isEqualTo(large);
        assertThat(read(bundle, "scalar")).containsExactly(3f);
    }

    @Test
    void transposesWhileReading() throws IOException {
        int rows = 700; // more than one block, the last one shorter
        int columns = 300;
        float[] stored = new float[rows * columns];
        for (int i = 0; i < stored.length; i++) {
            stored[i] = i;
        }
        try (TensorBundleWriter writer = TensorBundleWriter.create(folder, "w")) {
            writer.put("t", Shape.of(rows, columns), DataBuffers.of(stored));
        }
        FloatDataBuffer transposed = DataBuffers.ofFloats(stored.length);

        TensorStream.readTransposed(
                TensorBundle.open(folder.resolve("w.index")).tensors().get("t"), transposed);

        for (int column = 0; column < columns; column += 7) {
            for (int row = 0; row < rows; row++) {
                assertThat(transposed.getFloat((long) column * rows + row))
                        .isEqualTo(stored[row * columns + column]);
            }
        }
    }

    @Test
    void refusesAMissingShard() throws IOException {
        write();
        Files.delete(shard());

        assertRefused("m.data-00000-of-00001 is missing: m.index needs this shard");
    }

    @Test
    void refusesATruncatedShardWhenItIsOpened() throws IOException {
        write();
        Files.write(shard(), java.util.Arrays.copyOf(Files.readAllBytes(shard()), 23));

        assertRefused("is truncated: it has 23 bytes, m.index says 24");
    }

    @Test
    void refusesADamagedTensorWhenItIsRead() throws IOException {
        write();
        byte[] bytes = Files.readAllBytes(shard());
        bytes[5] ^= 1;
        Files.write(shard(), bytes);
        TensorBundle bundle = TensorBundle.open(folder.resolve("m.index"));

        assertThatThrownBy(() -> read(bundle, "t"))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("is damaged: its checksum is");
    }

    @Test
    void refusesATruncatedIndexAtEveryLength() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(folder.resolve("m.index"));
        for (int length = 0; length < whole.length; length++) {
            Files.write(folder.resolve("m.index"), java.util.Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> TensorBundle.open(folder.resolve("m.index")))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("m.index is truncated or no TensorFlow checkpoint index");
        }
    }

    @Test
    void refusesOrReadsUnchangedAnIndexWithAnyOneBitFlipped() throws IOException {
        write();
        byte[] whole = Files.readAllBytes(folder.resolve("m.index"));
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(folder.resolve("m.index"), flipped);
            try {
                assertThat(read(TensorBundle.open(folder.resolve("m.index")), "t"))
                        .containsExactly(VALUES);
            } catch (CheckpointException e) {
                assertThat(e).hasMessageContaining("m.index");
            }
        }
    }

    @Test
    void refusesABufferThatIsTooSmall() throws IOException {
        write();
        StoredTensor tensor = TensorBundle.open(folder.resolve("m.index")).tensors().get("t");

        assertThatThrownBy(() -> TensorStream.read(tensor, DataBuffers.ofFloats(5)))
                .isInstanceOf(CheckpointException.class)
                .hasMessage("t has 6 values, but the buffer it is read into has room for 5");
    }

    private void write() throws IOException {
        try (TensorBundleWriter writer = TensorBundleWriter.create(folder, "m")) {
            writer.put("t", Shape.of(6), DataBuffers.of(VALUES));
        }
    }

    private Path shard() {
        return folder.resolve("m.data-00000-of-00001");
    }

    private void assertRefused(String sentence) {
        assertThatThrownBy(() -> TensorBundle.open(folder.resolve("m.index")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(sentence);
    }

    private static float[] read(TensorBundle bundle, String name) {
        StoredTensor tensor = bundle.tensors().get(name);
        float[] values = new float[(int) tensor.size()];
        TensorStream.read(tensor, DataBuffers.of(values, false, false));
        return values;
    }
}
