/** The language that a text is written in, for jobs, streams and SQL. */
@NullMarked
package io.github.flinkbert.flink.task.language;

import org.jspecify.annotations.NullMarked;
