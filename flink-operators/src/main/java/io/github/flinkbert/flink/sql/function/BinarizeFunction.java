package io.github.flinkbert.flink.sql.function;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.annotation.DataTypeHint;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.ScalarFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code BINARIZE(ARRAY<FLOAT>)}: a bit for each number, 1 where it is greater than 0, eight a
 * byte, the first in the highest bit, zeros behind the last: sentence-transformers' {@code
 * ubinary}. Null where the vector is null or has a null.
 */
@Internal
public final class BinarizeFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    public byte @Nullable [] eval(
            @DataTypeHint(value = "ARRAY<FLOAT>", bridgedTo = ArrayData.class)
                    @Nullable ArrayData vector) {
        if (vector == null || !VectorArguments.isWhole(vector)) {
            return null;
        }
        byte[] bits = new byte[(vector.size() + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < vector.size(); i++) {
            if (vector.getFloat(i) > 0) {
                bits[i / Byte.SIZE] |= (byte) (0x80 >> i % Byte.SIZE);
            }
        }
        return bits;
    }
}
