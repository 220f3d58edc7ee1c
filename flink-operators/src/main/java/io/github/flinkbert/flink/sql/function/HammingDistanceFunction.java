package io.github.flinkbert.flink.sql.function;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code HAMMING_DISTANCE(BYTES, BYTES)}: how many bits of two binary vectors differ; null where
 * one of them is null.
 */
@Internal
public final class HammingDistanceFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    /**
     * @throws org.apache.flink.table.api.TableRuntimeException if they are not of one length
     */
    public @Nullable Integer eval(byte @Nullable [] a, byte @Nullable [] b) {
        if (a == null || b == null) {
            return null;
        }
        VectorArguments.requireSameSize("HAMMING_DISTANCE", "bytes", a.length, b.length);
        int different = 0;
        for (int i = 0; i < a.length; i++) {
            different += Integer.bitCount((a[i] ^ b[i]) & 0xff);
        }
        return different;
    }
}
