/** The module {@code bert}: functions of vectors in SQL. */
package io.github.flinkbert.flink.sql.function;
