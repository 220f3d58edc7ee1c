/** Answers to questions about a text, for jobs, streams and SQL. */
package io.github.flinkbert.flink.task.answers;
