/** From enriched texts and refused records back to records of Kafka. */
package io.github.flinkbert.flink.encode;
