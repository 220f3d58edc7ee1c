package io.github.flinkbert.task.embedding;

import java.util.Arrays;
import org.apache.flink.annotation.PublicEvolving;

/** A text's vector in a byte or a bit a number. Immutable. */
@PublicEvolving
public final class QuantizedEmbedding {

    private final VectorFormat format;
    private final int dimensions;
    private final byte[] bytes;

    private QuantizedEmbedding(VectorFormat format, int dimensions, byte[] bytes) {
        this.format = format;
        this.dimensions = dimensions;
        this.bytes = bytes;
    }

    /**
     * @param dimensions numbers of the vector
     * @param bytes as {@link #bytes}; copied
     * @throws IllegalArgumentException if there are more or fewer bytes than the format has
     */
    public static QuantizedEmbedding of(VectorFormat format, int dimensions, byte[] bytes) {
        int expected = bytes(format, dimensions);
        if (bytes.length != expected) {
            throw new IllegalArgumentException(
                    "a vector of %d dimensions has %d bytes as %s, found %d"
                            .formatted(dimensions, expected, format, bytes.length));
        }
        return new QuantizedEmbedding(format, dimensions, bytes.clone());
    }

    private static int bytes(VectorFormat format, int dimensions) {
        if (dimensions < 0 || format == VectorFormat.FLOAT32) {
            throw new IllegalArgumentException(
                    "a quantized vector has a byte or a bit a number, found %d numbers as %s"
                            .formatted(dimensions, format));
        }
        return format.isBinary() ? (dimensions + Byte.SIZE - 1) / Byte.SIZE : dimensions;
    }

    public VectorFormat format() {
        return format;
    }

    /** Numbers of the vector. */
    public int dimensions() {
        return dimensions;
    }

    /** Bytes of the vector: as many as dimensions, or an eighth of it. */
    public int size() {
        return bytes.length;
    }

    /** A byte as numpy has it: signed of int8 and binary, unsigned of uint8 and ubinary. */
    public int get(int index) {
        boolean signed = format == VectorFormat.INT8 || format == VectorFormat.BINARY;
        return signed ? bytes[index] : Byte.toUnsignedInt(bytes[index]);
    }

    /** All bytes, in an array of the caller's own. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof QuantizedEmbedding embedding
                && format == embedding.format
                && dimensions == embedding.dimensions
                && Arrays.equals(bytes, embedding.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * format.hashCode() + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "QuantizedEmbedding of %d dimensions, %s".formatted(dimensions, format);
    }
}
