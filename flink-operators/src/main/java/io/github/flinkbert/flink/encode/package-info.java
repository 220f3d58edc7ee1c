/** From enriched texts and rejected records back to records of Kafka. */
@NullMarked
package io.github.flinkbert.flink.encode;

import org.jspecify.annotations.NullMarked;
