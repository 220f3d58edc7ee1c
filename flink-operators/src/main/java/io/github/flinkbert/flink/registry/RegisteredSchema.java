package io.github.flinkbert.flink.registry;

import com.fasterxml.jackson.databind.JsonNode;
import org.apache.avro.Schema;
import org.apache.flink.annotation.Internal;

/**
 * An Avro schema as a registry has it.
 *
 * @param schema as far as it says how bytes lie and what they mean
 * @param text in full, with defaults, aliases and whatever else its owner wrote
 * @param references to other schemas, as the registry has them; missing where there are none
 */
@Internal
public record RegisteredSchema(int id, Schema schema, String text, JsonNode references) {}
