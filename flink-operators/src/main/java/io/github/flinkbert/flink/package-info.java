/** The Kafka job, and the functions in which it asks the model. */
package io.github.flinkbert.flink;
