/**
 * The connector {@code bert-index}: tables that {@code VECTOR_SEARCH} looks the nearest rows up in.
 */
@NullMarked
package io.github.flinkbert.flink.sql.index;

import org.jspecify.annotations.NullMarked;
