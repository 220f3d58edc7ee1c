package io.github.flinkbert.flink.sql.function;

import org.apache.flink.table.api.TableRuntimeException;
import org.apache.flink.table.data.ArrayData;
import org.jspecify.annotations.Nullable;

/** Two vectors that a function was called with. */
final class VectorArguments {

    private VectorArguments() {}

    /**
     * @param function for people
     * @return whether neither is null nor has one in it
     * @throws TableRuntimeException if they are not of one dimension
     */
    static boolean areThere(String function, @Nullable ArrayData a, @Nullable ArrayData b) {
        if (a == null || b == null) {
            return false;
        }
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
