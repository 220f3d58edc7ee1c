/** Sources and sinks. */
package io.github.flinkbert.flink.kafka;
