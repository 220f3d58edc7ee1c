/** Personal data out of texts, for jobs, streams and SQL. */
@NullMarked
package io.github.flinkbert.flink.task.redaction;

import org.jspecify.annotations.NullMarked;
