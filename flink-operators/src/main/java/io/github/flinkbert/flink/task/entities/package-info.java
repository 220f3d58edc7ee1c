/** Entities of a text, for jobs, streams and SQL. */
package io.github.flinkbert.flink.task.entities;
