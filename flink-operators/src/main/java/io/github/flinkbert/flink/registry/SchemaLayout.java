package io.github.flinkbert.flink.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What of an Avro schema in JSON says how bytes lie and what they mean. The rest, defaults, orders,
 * aliases and the like, is for readers and may be wrong: a value that was written can be read
 * without it.
 */
final class SchemaLayout {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Set<String> defined = new HashSet<>();
    private final JsonNode layout;

    SchemaLayout(JsonNode schema) {
        layout = layout(schema, "");
    }

    /** The schema in JSON. */
    String text() {
        return layout.toString();
    }

    /** The full names of the types that it defines itself. */
    Set<String> defined() {
        return defined;
    }

    /**
     * @param space the namespace around it; empty for none
     */
    private JsonNode layout(JsonNode schema, String space) {
        if (schema.isArray()) {
            ArrayNode union = JSON.arrayNode();
            schema.forEach(branch -> union.add(layout(branch, space)));
            return union;
        }
        JsonNode type = schema.path("type");
        if (type.isContainerNode()) {
            return layout(type, space);
        }
        if (!schema.isObject()) {
            return schema;
        }
        return switch (type.asText()) {
            case "record", "error" -> record(schema, space);
            case "enum" -> named(schema, space, "symbols");
            case "fixed" -> named(schema, space, "size");
            case "array" -> container(schema, "items", space);
            case "map" -> container(schema, "values", space);
            case "int", "long" -> copied(schema, "type", "logicalType");
            default -> copied(schema, "type");
        };
    }

    private JsonNode record(JsonNode schema, String space) {
        ObjectNode record = named(schema, space);
        String inside = inside(schema, space);
        if (schema.path("fields").isArray()) {
            ArrayNode fields = record.putArray("fields");
            for (JsonNode field : schema.path("fields")) {
                ObjectNode copy = fields.addObject();
                copy(field, copy, "name");
                if (field.has("type")) {
                    copy.set("type", layout(field.get("type"), inside));
                }
            }
        }
        return record;
    }

    private ObjectNode named(JsonNode schema, String space, String... properties) {
        String name = schema.path("name").asText();
        String inside = inside(schema, space);
        defined.add(name.contains(".") || inside.isEmpty() ? name : inside + "." + name);
        ObjectNode named = copied(schema, "type", "name", "namespace");
        copy(schema, named, properties);
        return named;
    }

    /** The namespace of a named type, and of the names without one inside it. */
    private static String inside(JsonNode schema, String space) {
        String name = schema.path("name").asText();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : schema.path("namespace").asText(space);
    }

    private JsonNode container(JsonNode schema, String of, String space) {
        ObjectNode container = copied(schema, "type");
        if (schema.has(of)) {
            container.set(of, layout(schema.get(of), space));
        }
        return container;
    }

    private static ObjectNode copied(JsonNode schema, String... properties) {
        ObjectNode copy = JSON.objectNode();
        copy(schema, copy, properties);
        return copy;
    }

    private static void copy(JsonNode from, ObjectNode to, String... properties) {
        for (String property : List.of(properties)) {
            if (from.has(property)) {
                to.set(property, from.get(property));
            }
        }
    }
}
