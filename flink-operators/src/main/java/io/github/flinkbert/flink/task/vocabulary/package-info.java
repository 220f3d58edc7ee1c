/** How much of a text the model does not know, for jobs, streams and SQL. */
@NullMarked
package io.github.flinkbert.flink.task.vocabulary;

import org.jspecify.annotations.NullMarked;
