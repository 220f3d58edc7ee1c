/** From records of Kafka to texts. */
package io.github.flinkbert.flink.decode;
