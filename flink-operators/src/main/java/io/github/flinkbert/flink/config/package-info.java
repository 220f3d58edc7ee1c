/**
 * What the job has to know: options, their rules, and the records that they become, a group of
 * options a file.
 */
@NullMarked
package io.github.flinkbert.flink.config;

import org.jspecify.annotations.NullMarked;
