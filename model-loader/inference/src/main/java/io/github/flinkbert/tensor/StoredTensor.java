package io.github.flinkbert.tensor;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.apache.flink.annotation.Internal;
import org.tensorflow.ndarray.Shape;

/**
 * Where one tensor's numbers lie: row-major, little-endian, in one piece of one file.
 *
 * @param name as the file has it
 * @param format how each number is written
 * @param shape as the file has it
 * @param file the file that holds the numbers
 * @param offset byte of the first number
 * @param length bytes of all numbers
 * @param crc32c Castagnoli checksum of these bytes, where the file keeps one
 */
@Internal
public record StoredTensor(
        String name,
        NumberFormat format,
        Shape shape,
        Path file,
        long offset,
        long length,
        OptionalInt crc32c) {

    /** How many numbers. */
    public long size() {
        return shape.size();
    }
}
