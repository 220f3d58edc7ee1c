/** The testbed: a local cluster with a Kafka broker, and what is measured and broken on it. */
package io.github.flinkbert.testbed;
