package io.github.flinkbert.tensor;

import io.github.flinkbert.failure.CheckpointException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Carries a stored tensor's numbers into a buffer, a chunk at a time.
 *
 * <p>Files are read by position and not mapped, since mapped pages count as resident memory. Each
 * read opens the file anew: a channel shared by threads would be closed for all of them when one is
 * interrupted. Thread-safe.
 */
@Internal
public final class TensorStream {

    private static final int CHUNK_FLOATS = 1 << 16;

    private TensorStream() {}

    /** Takes one chunk; {@code at} counts the numbers before it. */
    private interface Sink {
        void accept(float[] chunk, int count, long at);
    }

    /** Reads a tensor as it is stored, into the first elements of {@code into}. */
    public static void read(StoredTensor tensor, FloatDataBuffer into) {
        requireRoom(tensor, into);
        stream(tensor, CHUNK_FLOATS, (chunk, count, at) -> into.offset(at).write(chunk, 0, count));
    }

    /** Reads a matrix stored as [columns, rows] so that {@code into} holds [rows, columns]. */
    public static void readTransposed(StoredTensor tensor, FloatDataBuffer into) {
        requireRoom(tensor, into);
        if (tensor.shape().numDimensions() != 2) {
            throw new CheckpointException(
                    "%s must be a matrix to be transposed, found shape %s"
                            .formatted(tensor.name(), tensor.shape()));
        }
        int width = Math.toIntExact(tensor.shape().get(1));
        long stride = tensor.shape().get(0);
        int block = Math.max(1, CHUNK_FLOATS / Math.max(1, width)) * width;
        stream(
                tensor,
                block,
                (chunk, count, at) -> {
                    int blockRows = count / width;
                    long firstRow = at / width;
                    for (int column = 0; column < width; column++) {
                        long target = column * stride + firstRow;
                        for (int row = 0; row < blockRows; row++) {
                            into.setFloat(chunk[row * width + column], target + row);
                        }
                    }
                });
    }

    private static void requireRoom(StoredTensor tensor, FloatDataBuffer into) {
        if (tensor.format() == NumberFormat.OTHER) {
            throw new CheckpointException(
                    "%s in %s is not stored as float32, float16 or bfloat16"
                            .formatted(tensor.name(), tensor.file().getFileName()));
        }
        if (into.size() < tensor.size()) {
            throw new CheckpointException(
                    "%s has %d values, but the buffer it is read into has room for %d"
                            .formatted(tensor.name(), tensor.size(), into.size()));
        }
    }

    private static void stream(StoredTensor tensor, int chunkFloats, Sink sink) {
        int width = tensor.format().bytes();
        long size = tensor.size();
        int largest = (int) Math.min(chunkFloats, Math.max(1, size));
        ByteBuffer bytes = ByteBuffer.allocate(largest * width).order(ByteOrder.LITTLE_ENDIAN);
        float[] floats = new float[largest];
        CRC32C crc = new CRC32C();
        try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ)) {
            for (long at = 0; at < size; at += largest) {
                int count = (int) Math.min(largest, size - at);
                bytes.clear().limit(count * width);
                readFully(channel, bytes, tensor.offset() + at * width);
                crc.update(bytes.array(), 0, bytes.limit());
                tensor.format().decode(bytes.flip(), floats, count);
                sink.accept(floats, count, at);
            }
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read from %s: %s"
                            .formatted(tensor.name(), tensor.file(), e.getMessage()),
                    e);
        }
        if (tensor.crc32c().isPresent() && (int) crc.getValue() != tensor.crc32c().getAsInt()) {
            throw new CheckpointException(
                    "%s in %s is damaged: its checksum is %08x, its index says %08x"
                            .formatted(
                                    tensor.name(),
                                    tensor.file(),
                                    (int) crc.getValue(),
                                    tensor.crc32c().getAsInt()));
        }
    }

    private static void readFully(FileChannel channel, ByteBuffer into, long position)
            throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, position + into.position()) < 0) {
                throw new EOFException(
                        "the file ends at byte %d, before the tensor does"
                                .formatted(channel.size()));
            }
        }
    }
}
