package io.github.flinkbert.flink.sql.function;

import java.util.List;
import java.util.Optional;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.TableRuntimeException;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.StaticArgument;
import org.apache.flink.table.types.inference.TypeInference;

/** Two vectors that a function was called with. */
final class VectorArguments {

    private static final List<String> NAMES = List.of("vector", "other");

    private VectorArguments() {}

    /** Of a function of vectors: not by annotations, which would have every number in a box. */
    static TypeInference inference(int vectors, DataType result) {
        DataType vector = DataTypes.ARRAY(DataTypes.FLOAT()).bridgedTo(ArrayData.class);
        return TypeInference.newBuilder()
                .staticArguments(
                        NAMES.stream()
                                .limit(vectors)
                                .map(name -> StaticArgument.scalar(name, vector, false))
                                .toList())
                .disableSystemArguments(true)
                .outputTypeStrategy(context -> Optional.of(result))
                .build();
    }

    /**
     * @param function for people
     * @return whether neither has a null in it
     * @throws TableRuntimeException if they are not of one dimension
     */
    static boolean areWhole(String function, ArrayData a, ArrayData b) {
        requireSameSize(function, "numbers", a.size(), b.size());
        return isWhole(a) && isWhole(b);
    }

    static boolean isWhole(ArrayData vector) {
        for (int i = 0; i < vector.size(); i++) {
            if (vector.isNullAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * @param what of which there are so many
     */
    static void requireSameSize(String function, String what, int first, int second) {
        if (first != second) {
            throw new TableRuntimeException(
                    "%s takes two vectors of one size, found %d and %d %s"
                            .formatted(function, first, second, what));
        }
    }
}
