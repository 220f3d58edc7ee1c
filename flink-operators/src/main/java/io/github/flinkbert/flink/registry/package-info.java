/** Confluent's schema registry: schemas by their ids, and ids of schemas. */
@NullMarked
package io.github.flinkbert.flink.registry;

import org.jspecify.annotations.NullMarked;
