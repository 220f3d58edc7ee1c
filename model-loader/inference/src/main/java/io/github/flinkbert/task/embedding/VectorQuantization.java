package io.github.flinkbert.task.embedding;

import java.io.Serializable;
import java.util.Objects;
import org.apache.flink.annotation.PublicEvolving;
import org.jspecify.annotations.Nullable;

/**
 * Makes vectors smaller, as sentence-transformers' {@code quantize_embeddings} does, number for
 * number. Immutable.
 *
 * <p>The byte of a number x, in {@code float32} arithmetic, is {@code (x - minimum) / step} of
 * {@code UINT8}, and that less 128 of {@code INT8}, where a step is a 255th of the dimension's
 * range, and what is behind the point is dropped. A number outside the range becomes the format's
 * least or greatest, where numpy's conversion wraps around or gives what the processor does. A
 * dimension of no width has the least below its number, the greatest above, and 0 at it.
 */
@PublicEvolving
public final class VectorQuantization implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final int STEPS = 255;
    private static final int SHIFT = 128;
    private static final int HIGHEST_BIT = 0x80;

    private final VectorFormat format;
    private final @Nullable VectorRanges ranges;

    private VectorQuantization(VectorFormat format, @Nullable VectorRanges ranges) {
        this.format = format;
        this.ranges = ranges;
    }

    /**
     * @param format another than {@code FLOAT32}
     * @param ranges of each dimension for {@code INT8} and {@code UINT8}, null for bits
     * @throws IllegalArgumentException with a sentence if they do not fit each other
     */
    public static VectorQuantization of(VectorFormat format, @Nullable VectorRanges ranges) {
        if (format == VectorFormat.FLOAT32) {
            throw new IllegalArgumentException(
                    "vectors are quantized into int8, uint8, binary or ubinary, found float32");
        }
        if (format.needsRanges() != (ranges != null)) {
            throw new IllegalArgumentException(
                    format.needsRanges()
                            ? "%s needs the range of each dimension".formatted(format)
                            : "%s takes no ranges".formatted(format));
        }
        return new VectorQuantization(format, ranges);
    }

    /** From -128 to 127. */
    public static VectorQuantization int8(VectorRanges ranges) {
        return of(VectorFormat.INT8, ranges);
    }

    /** From 0 to 255. */
    public static VectorQuantization uint8(VectorRanges ranges) {
        return of(VectorFormat.UINT8, ranges);
    }

    /** A bit a number, each byte less 128. */
    public static VectorQuantization binary() {
        return of(VectorFormat.BINARY, null);
    }

    /** A bit a number. */
    public static VectorQuantization ubinary() {
        return of(VectorFormat.UBINARY, null);
    }

    public VectorFormat format() {
        return format;
    }

    /**
     * @throws IllegalArgumentException if the ranges are of another dimension
     */
    public QuantizedEmbedding quantize(Embedding vector) {
        byte[] bytes = ranges == null ? bits(vector) : numbers(vector, ranges);
        return QuantizedEmbedding.of(format, vector.size(), bytes);
    }

    private byte[] numbers(Embedding vector, VectorRanges by) {
        if (by.dimensions() != vector.size()) {
            throw new IllegalArgumentException(
                    "the ranges (vector-ranges) are of %d dimensions, the vectors of %d"
                            .formatted(by.dimensions(), vector.size()));
        }
        int least = format == VectorFormat.INT8 ? Byte.MIN_VALUE : 0;
        byte[] bytes = new byte[vector.size()];
        for (int i = 0; i < bytes.length; i++) {
            float step = (by.maximum(i) - by.minimum(i)) / STEPS;
            float place = (vector.get(i) - by.minimum(i)) / step;
            int number = (int) (format == VectorFormat.INT8 ? place - SHIFT : place);
            bytes[i] = (byte) Math.min(Math.max(number, least), least + STEPS);
        }
        return bytes;
    }

    private byte[] bits(Embedding vector) {
        byte[] bytes = new byte[(vector.size() + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < vector.size(); i++) {
            if (vector.get(i) > 0) {
                bytes[i / Byte.SIZE] |= (byte) (HIGHEST_BIT >> i % Byte.SIZE);
            }
        }
        if (format == VectorFormat.BINARY) {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] -= (byte) SHIFT;
            }
        }
        return bytes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VectorQuantization quantization
                && format == quantization.format
                && Objects.equals(ranges, quantization.ranges);
    }

    @Override
    public int hashCode() {
        return Objects.hash(format, ranges);
    }

    @Override
    public String toString() {
        return "VectorQuantization[" + format + "]";
    }
}
