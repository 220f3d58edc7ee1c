package io.github.flinkbert.flink.sql.function;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.jspecify.annotations.Nullable;

/**
 * {@code BINARIZE(ARRAY<FLOAT>)}: a bit for each number, 1 where it is greater than 0, eight a
 * byte, the first in the highest bit, zeros behind the last: sentence-transformers' {@code
 * ubinary}. Null where the vector is null or has a null.
 */
@Internal
public final class BinarizeFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return VectorArguments.inference(1, DataTypes.BYTES());
    }

    public byte @Nullable [] eval(@Nullable ArrayData vector) {
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
