/** Words for the masks of a text, for jobs, streams and SQL. */
package io.github.flinkbert.flink.task.masks;
