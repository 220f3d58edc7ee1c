package io.github.flinkbert.engine;

/** The number format of weights and matrix products. */
public enum Precision {
    /** bfloat16 where the device multiplies it faster, float32 elsewhere. */
    AUTO,
    FLOAT32,
    /** bfloat16 weights and products; accumulation, normalisation and softmax in float32. */
    BFLOAT16,
    /** The same in half precision, for cards that multiply it faster and know no bfloat16. */
    FLOAT16
}
