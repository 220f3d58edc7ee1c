package io.github.flinkbert.flink.sql.function;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.jspecify.annotations.Nullable;

/**
 * {@code DOT_PRODUCT(ARRAY<FLOAT>, ARRAY<FLOAT>)}: The sum of the products of two vectors' numbers;
 * null where one of them is null or has a null. Sums are of double precision.
 */
@Internal
public final class DotProductFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return VectorArguments.inference(2, DataTypes.DOUBLE());
    }

    /**
     * @throws org.apache.flink.table.api.TableRuntimeException if they are not of one dimension
     */
    public @Nullable Double eval(@Nullable ArrayData a, @Nullable ArrayData b) {
        if (a == null || b == null || !VectorArguments.areWhole("DOT_PRODUCT", a, b)) {
            return null;
        }
        double dot = 0;
        for (int i = 0; i < a.size(); i++) {
            dot += (double) a.getFloat(i) * b.getFloat(i);
        }
        return dot;
    }
}
