package io.github.flinkbert.tensor;

import io.github.flinkbert.failure.CheckpointException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.apache.flink.annotation.Internal;

/** Reads a stored tensor's bytes as they are. */
@Internal
public final class TensorBytes {

    private TensorBytes() {}

    /**
     * @throws CheckpointException if the file is shorter than its header says
     */
    public static byte[] read(StoredTensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(tensor.length()));
        try (FileChannel channel = FileChannel.open(tensor.file(), StandardOpenOption.READ)) {
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, tensor.offset() + bytes.position()) < 0) {
                    throw new EOFException("the file ends before the tensor does");
                }
            }
            return bytes.array();
        } catch (IOException e) {
            throw new CheckpointException(
                    "%s cannot be read from %s: %s"
                            .formatted(tensor.name(), tensor.file(), e.getMessage()),
                    e);
        }
    }
}
