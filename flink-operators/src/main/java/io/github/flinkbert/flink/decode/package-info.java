/** From records of Kafka to texts. */
@NullMarked
package io.github.flinkbert.flink.decode;

import org.jspecify.annotations.NullMarked;
