/** The list of all tasks. */
package io.github.flinkbert.flink.task;
