/** Labels of two texts, for jobs, streams and SQL. */
package io.github.flinkbert.flink.task.pairs;
