/** How much of a text the model does not know, for jobs, streams and SQL. */
package io.github.flinkbert.flink.task.vocabulary;
