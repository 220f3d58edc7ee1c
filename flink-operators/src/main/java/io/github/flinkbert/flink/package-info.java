/** The Kafka job, and the functions in which it asks the model. */
@NullMarked
package io.github.flinkbert.flink;

import org.jspecify.annotations.NullMarked;
