/** Confluent's schema registry: schemas by their ids, and ids of schemas. */
package io.github.flinkbert.flink.registry;
