package io.github.flinkbert.flink.binding;

import org.apache.flink.annotation.Internal;

/** The types of single values in SQL's output columns, under SQL's names. */
@Internal
public enum ScalarType {
    /** A {@link String}. */
    STRING,
    /** An {@link Integer}. */
    INT,
    /** A {@link Float}. */
    FLOAT,
    /** A {@link Boolean}. */
    BOOLEAN,
    /** Of an array {@code byte[]}. */
    TINYINT,
    /** Of an array {@code short[]}. */
    SMALLINT,
    /** A {@code byte[]}. */
    BYTES
}
