/** Vectors of a text's chunks, for jobs, streams and SQL. */
@NullMarked
package io.github.flinkbert.flink.task.chunks;

import org.jspecify.annotations.NullMarked;
