/** Answers to questions about a text, for jobs, streams and SQL. */
@NullMarked
package io.github.flinkbert.flink.task.answers;

import org.jspecify.annotations.NullMarked;
