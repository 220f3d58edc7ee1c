/** The list of all tasks. */
@NullMarked
package io.github.flinkbert.flink.task;

import org.jspecify.annotations.NullMarked;
