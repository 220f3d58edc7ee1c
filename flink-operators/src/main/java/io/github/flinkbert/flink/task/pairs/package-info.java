/** Labels of two texts, for jobs, streams and SQL. */
@NullMarked
package io.github.flinkbert.flink.task.pairs;

import org.jspecify.annotations.NullMarked;
