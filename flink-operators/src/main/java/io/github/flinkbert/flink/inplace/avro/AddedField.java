package io.github.flinkbert.flink.inplace.avro;

import org.apache.flink.annotation.Internal;

/**
 * The field that is added to a record's schema.
 *
 * @param definition as JSON, with its name
 */
@Internal
public record AddedField(String name, String definition) {}
