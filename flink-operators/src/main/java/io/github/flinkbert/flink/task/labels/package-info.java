/** Labels of texts, for jobs, streams and SQL. */
package io.github.flinkbert.flink.task.labels;
