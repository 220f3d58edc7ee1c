/** Labels of texts, for jobs, streams and SQL. */
@NullMarked
package io.github.flinkbert.flink.task.labels;

import org.jspecify.annotations.NullMarked;
