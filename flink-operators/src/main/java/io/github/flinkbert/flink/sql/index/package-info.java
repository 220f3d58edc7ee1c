/**
 * The connector {@code bert-index}: tables that {@code VECTOR_SEARCH} looks the nearest rows up in.
 */
package io.github.flinkbert.flink.sql.index;
