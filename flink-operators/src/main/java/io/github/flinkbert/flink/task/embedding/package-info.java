/** A text's vector, for jobs, streams and SQL. */
@NullMarked
package io.github.flinkbert.flink.task.embedding;

import org.jspecify.annotations.NullMarked;
