package io.github.flinkbert.flink.index;

import io.github.flinkbert.flink.config.SqlModelConfig;
import java.io.Serializable;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Where a table's vectors come from.
 *
 * @param column the column that holds them
 * @param textColumn the column whose texts a model makes them of; -1 where they lie in the files
 * @param model null where they lie in the files
 * @param metricSaid whether a user said what they are compared by; where nobody did, the model must
 *     not say something else
 */
@Internal
public record VectorColumn(
        int column, int textColumn, @Nullable SqlModelConfig model, boolean metricSaid)
        implements Serializable {

    /** Vectors of the table's files. */
    public static VectorColumn inFiles(int column) {
        return new VectorColumn(column, -1, null, true);
    }

    boolean isMadeOfTexts() {
        return model != null;
    }
}
