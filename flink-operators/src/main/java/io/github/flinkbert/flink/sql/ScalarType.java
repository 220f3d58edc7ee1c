package io.github.flinkbert.flink.sql;

import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.VarCharType;

/** The types of single values in output columns, under SQL's names. */
enum ScalarType {
    STRING,
    INT,
    FLOAT;

    /** Exactly, but for NOT NULL: a shorter VARCHAR would be overrun. */
    boolean fits(LogicalType type) {
        return switch (this) {
            case STRING ->
                    type instanceof VarCharType string
                            && string.getLength() == VarCharType.MAX_LENGTH;
            case INT -> type.is(LogicalTypeRoot.INTEGER);
            case FLOAT -> type.is(LogicalTypeRoot.FLOAT);
        };
    }
}
