/** A text's vector, for jobs, streams and SQL. */
package io.github.flinkbert.flink.task.embedding;
