package io.github.flinkbert.flink.sql.function;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.catalog.DataTypeFactory;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.table.types.inference.TypeInference;
import org.jspecify.annotations.Nullable;

/**
 * {@code COSINE_SIMILARITY(ARRAY<FLOAT>, ARRAY<FLOAT>)}: The cosine of the angle of two vectors,
 * from -1 to 1; null where one of them is null, has a null, or is all zeros. Sums are of double
 * precision.
 */
@Internal
public final class CosineSimilarityFunction extends ScalarFunction {

    private static final long serialVersionUID = 1L;

    @Override
    public TypeInference getTypeInference(DataTypeFactory types) {
        return VectorArguments.inference(2, DataTypes.DOUBLE());
    }

    /**
     * @throws org.apache.flink.table.api.TableRuntimeException if they are not of one dimension
     */
    public @Nullable Double eval(@Nullable ArrayData a, @Nullable ArrayData b) {
        if (a == null || b == null || !VectorArguments.areWhole("COSINE_SIMILARITY", a, b)) {
            return null;
        }
        double dot = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < a.size(); i++) {
            double x = a.getFloat(i);
            double y = b.getFloat(i);
            dot += x * y;
            first += x * x;
            second += y * y;
        }
        if (first == 0 || second == 0) {
            return null;
        }
        // Rounding must not make it more than it can be.
        return Math.max(-1, Math.min(1, dot / Math.sqrt(first * second)));
    }
}
