package io.github.flinkbert.flink.inplace.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.registry.RegisteredSchema;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.annotation.Internal;

/**
 * The schema of a record, and what it becomes with one more field.
 *
 * @param schema that wrote the record
 * @param holdsItself whether the record may hold others of its own type, which grow, too
 * @param text of the schema with the field
 * @param references of that schema, as a registry has them; missing where there are none
 */
@Internal
public record GrowingSchema(Schema schema, boolean holdsItself, String text, JsonNode references) {

    /** Of a schema of a registry. */
    static GrowingSchema of(RegisteredSchema registered, AddedField field)
            throws MalformedRecordException {
        return of(
                "the schema %d".formatted(registered.id()),
                registered.schema(),
                registered.text(),
                registered.references(),
                field);
    }

    /**
     * Of a schema that is given.
     *
     * @param what names it in a message
     */
    public static GrowingSchema of(String what, Schema schema, String text, AddedField field)
            throws MalformedRecordException {
        return of(what, schema, text, MissingNode.getInstance(), field);
    }

    private static GrowingSchema of(
            String what, Schema schema, String text, JsonNode references, AddedField field)
            throws MalformedRecordException {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new MalformedRecordException(
                    "%s is of the type %s, only a record takes one more field"
                            .formatted(what, schema.getType().getName()));
        }
        if (schema.getField(field.name()) != null) {
            throw new MalformedRecordException(
                    "%s has a field \"%s\" already (output-field)".formatted(what, field.name()));
        }
        String grown =
                SchemaText.withField(text, field.definition())
                        .orElseThrow(
                                () ->
                                        new MalformedRecordException(
                                                "%s does not define its record itself, so that no field can be added"
                                                        .formatted(what)));
        return new GrowingSchema(
                schema, holds(schema, schema, new IdentityHashMap<>()), grown, references);
    }

    private static boolean holds(Schema schema, Schema sought, Map<Schema, Boolean> seen) {
        return switch (schema.getType()) {
            case RECORD ->
                    seen.put(schema, true) == null
                            && schema.getFields().stream()
                                    .map(Schema.Field::schema)
                                    .anyMatch(
                                            field -> field == sought || holds(field, sought, seen));
            case UNION ->
                    schema.getTypes().stream()
                            .anyMatch(branch -> branch == sought || holds(branch, sought, seen));
            case ARRAY ->
                    schema.getElementType() == sought
                            || holds(schema.getElementType(), sought, seen);
            case MAP ->
                    schema.getValueType() == sought || holds(schema.getValueType(), sought, seen);
            default -> false;
        };
    }
}
