/** The module {@code bert}: functions of vectors in SQL. */
@NullMarked
package io.github.flinkbert.flink.sql.function;

import org.jspecify.annotations.NullMarked;
