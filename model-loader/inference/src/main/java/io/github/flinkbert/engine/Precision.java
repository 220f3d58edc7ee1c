package io.github.flinkbert.engine;

import org.apache.flink.annotation.PublicEvolving;

/** The number format of weights and matrix products. */
@PublicEvolving
public enum Precision {
    /**
     * What the device has instructions for: bfloat16, or half precision on older cards, and float32
     * elsewhere; on one machine always the same.
     */
    AUTO,
    FLOAT32,
    /** bfloat16 weights and products; accumulation, normalisation and softmax in float32. */
    BFLOAT16,
    /** The same in half precision, for cards that multiply it faster and know no bfloat16. */
    FLOAT16,
    /**
     * Dense products of the layers in 8 bits, the rest in the formats that are best; on processors
     * with VNNI. Loses a little, so {@code AUTO} never chooses it.
     */
    INT8
}
