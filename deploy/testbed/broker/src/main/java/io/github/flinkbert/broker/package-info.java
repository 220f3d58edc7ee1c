/**
 * A Kafka broker in a process of its own, for the quickstart and the tests: one node, loopback
 * only, gone with whoever started it.
 */
package io.github.flinkbert.broker;
