/** Words for the masks of a text, for jobs, streams and SQL. */
@NullMarked
package io.github.flinkbert.flink.task.masks;

import org.jspecify.annotations.NullMarked;
