/** Entities of a text, for jobs, streams and SQL. */
@NullMarked
package io.github.flinkbert.flink.task.entities;

import org.jspecify.annotations.NullMarked;
