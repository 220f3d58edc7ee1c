package io.github.flinkbert.encoder;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * The scales of rounded weights, each list of values once in a process and for its whole life.
 *
 * <p>TensorFlow's {@code _QuantizedMatMul} looks a compiled kernel up by the address of the scales
 * ({@code mkl_matmul_op_fused.cc}, {@code wei_partial_key}). Equal values have one address here,
 * and no address ever has other values. A BERT-Base has 0.3 MB of them.
 */
final class KernelScales {

    private static final Map<Values, TFloat32> KNOWN = new HashMap<>();

    /** Compared by content. */
    private static final class Values {
        private final float[] values;

        Values(float[] values) {
            this.values = values.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Values that && Arrays.equals(values, that.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    private KernelScales() {}

    /** A tensor of these values, never closed. */
    static TFloat32 of(float[] values) {
        synchronized (KNOWN) {
            return KNOWN.computeIfAbsent(
                    new Values(values),
                    key -> TFloat32.tensorOf(Shape.of(values.length), DataBuffers.of(key.values)));
        }
    }
}
