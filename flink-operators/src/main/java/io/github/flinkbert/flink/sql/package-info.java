/**
 * SQL: the model provider {@code bert} of {@code CREATE MODEL} and {@code ML_PREDICT}. A thin door
 * to the same engine as the DataStream side.
 */
@NullMarked
package io.github.flinkbert.flink.sql;

import org.jspecify.annotations.NullMarked;
