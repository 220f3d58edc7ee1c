package io.github.flinkbert.task.embedding;

import org.apache.flink.annotation.PublicEvolving;

/** How the numbers of a text's vector are written, under sentence-transformers' names. */
@PublicEvolving
public enum VectorFormat {
    /** As the model computes them: 4 bytes a number. */
    FLOAT32,
    /** A byte a number, from -128 to 127. */
    INT8,
    /** A byte a number, from 0 to 255. */
    UINT8,
    /**
     * A bit a number, as {@link #UBINARY}, and each byte less 128: what numpy holds as {@code
     * int8}.
     */
    BINARY,
    /**
     * A bit a number: 1 where it is greater than 0, eight a byte, the first in the highest bit,
     * zeros behind the last.
     */
    UBINARY;

    /** Whether it needs the range of each dimension. */
    public boolean needsRanges() {
        return this == INT8 || this == UINT8;
    }

    /** Whether it has a bit a number. */
    public boolean isBinary() {
        return this == BINARY || this == UBINARY;
    }
}
