package io.github.flinkbert.flink.inplace.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.registry.RegisteredSchema;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
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
        // By identity: a parser makes one object of each named type.
        Set<Schema> within = Collections.newSetFromMap(new IdentityHashMap<>());
        schema.getFields().forEach(each -> collect(each.schema(), within));
        return new GrowingSchema(schema, within.contains(schema), grown, references);
    }

    private static void collect(Schema schema, Set<Schema> into) {
        if (!into.add(schema)) {
            return;
        }
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> collect(field.schema(), into));
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, into));
            case ARRAY -> collect(schema.getElementType(), into);
            case MAP -> collect(schema.getValueType(), into);
            default -> {} // holds nothing
        }
    }
}
