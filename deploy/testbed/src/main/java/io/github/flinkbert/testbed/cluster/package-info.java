/** A real Flink cluster and a real Kafka broker on this machine, a process each. */
package io.github.flinkbert.testbed.cluster;
