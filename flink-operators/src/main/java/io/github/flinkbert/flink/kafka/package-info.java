/** Sources and sinks. */
@NullMarked
package io.github.flinkbert.flink.kafka;

import org.jspecify.annotations.NullMarked;
