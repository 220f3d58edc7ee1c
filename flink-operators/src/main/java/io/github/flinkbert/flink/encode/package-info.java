/** From enriched texts and rejected records back to records of Kafka. */
package io.github.flinkbert.flink.encode;
