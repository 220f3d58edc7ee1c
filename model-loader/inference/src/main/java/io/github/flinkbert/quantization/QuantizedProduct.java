package io.github.flinkbert.quantization;

import org.apache.flink.annotation.Internal;

/** One dense product of a layer, with the scales of its input and output folded in. */
@Internal
public sealed interface QuantizedProduct extends AutoCloseable {

    /** [out], to be added to the product. */
    float[] bias();

    /**
     * How far the product in 8 bits is off, measured over tokens of the calibration texts: the root
     * of its mean square error by the standard deviation of the true outcome.
     */
    double error();

    @Override
    void close();

    /** Computed in 8 bits. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record EightBits(EightBitKernel kernel, float[] bias, double error)
            implements QuantizedProduct {
        @Override
        public void close() {
            kernel.close();
        }
    }

    /**
     * Left in the processor's best format, because the error in 8 bits is above the budget.
     *
     * @param kernel [in, out]
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Whole(float[] kernel, float[] bias, double error) implements QuantizedProduct {
        @Override
        public void close() {
            // nothing outside the heap
        }
    }
}
