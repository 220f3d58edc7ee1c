package io.github.flinkbert.tensor;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Writes a TensorFlow checkpoint of version 2 with one shard, which TensorFlow's {@code RestoreV2}
 * reads as it reads Google's. Tensors are written as they are put; the index when the writer is
 * closed, so that a checkpoint without an index is one that was not finished. Not thread-safe.
 */
@Internal
public final class TensorBundleWriter implements AutoCloseable {

    private static final int CHUNK_FLOATS = 1 << 16;

    private final Path index;
    private final FileChannel data;
    private final TreeMap<String, byte[]> entries = new TreeMap<>();
    private long written;

    private TensorBundleWriter(Path index, FileChannel data) {
        this.index = index;
        this.data = data;
    }

    /**
     * @param folder where the files go
     * @param prefix what their names begin with, such as {@code bert_model.ckpt}
     */
    public static TensorBundleWriter create(Path folder, String prefix) throws IOException {
        Path index = folder.resolve(prefix + ".index");
        Files.deleteIfExists(index);
        FileChannel data =
                FileChannel.open(
                        TensorBundle.shardOf(index, 0, 1),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        return new TensorBundleWriter(index, data);
    }

    /** Writes a float32 tensor from the first elements of {@code values}, row-major. */
    public void put(String name, Shape shape, FloatDataBuffer values) throws IOException {
        if (name.isEmpty() || entries.containsKey(name)) {
            throw new IllegalArgumentException(
                    "a tensor needs a name of its own, found \"%s\"".formatted(name));
        }
        long size = shape.size();
        float[] floats = new float[(int) Math.min(CHUNK_FLOATS, size)];
        ByteBuffer bytes =
                ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        CRC32C crc = new CRC32C();
        long start = written;
        for (long at = 0; at < size; at += floats.length) {
            int count = (int) Math.min(floats.length, size - at);
            values.offset(at).read(floats, 0, count);
            bytes.clear().limit(count * Float.BYTES);
            bytes.asFloatBuffer().put(floats, 0, count);
            crc.update(bytes.array(), 0, bytes.limit());
            while (bytes.hasRemaining()) {
                written += data.write(bytes);
            }
        }
        entries.put(name, entry(shape, start, written - start, (int) crc.getValue()));
    }

    private static byte[] entry(Shape shape, long offset, long size, int crc) throws IOException {
        return message(
                out -> {
                    out.writeEnum(1, BundleProto.DT_FLOAT);
                    out.writeByteArray(2, message(dimensions -> write(dimensions, shape)));
                    out.writeInt64(4, offset);
                    out.writeInt64(5, size);
                    out.writeFixed32(6, MaskedCrc.mask(crc));
                });
    }

    private static void write(CodedOutputStream out, Shape shape) throws IOException {
        for (long size : shape.asArray()) {
            out.writeByteArray(2, message(dimension -> dimension.writeInt64(1, size)));
        }
    }

    /** One shard, little-endian by default, written as TensorFlow's version 1 of the format. */
    private static byte[] header() throws IOException {
        return message(
                out -> {
                    out.writeInt32(1, 1);
                    out.writeByteArray(3, message(version -> version.writeInt32(1, 1)));
                });
    }

    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.writeTo(out);
        out.flush();
        return bytes.toByteArray();
    }

    @Override
    public void close() throws IOException {
        data.close();
        entries.put("", header());
        Files.write(index, SortedTableWriter.write(entries));
    }
}
