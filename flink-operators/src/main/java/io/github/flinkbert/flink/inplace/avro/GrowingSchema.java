package io.github.flinkbert.flink.inplace.avro;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import io.github.flinkbert.flink.registry.RegisteredSchema;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.flink.annotation.Internal;

/**
 * The schema of a topic's values, and what it becomes with one more field: a record, or a union in
 * which each record has the field.
 *
 * @param schema that wrote the value
 * @param records that have the field, by identity: a parser makes one object of each named type
 * @param holdsItself whether a record may hold others of these types, which grow, too
 * @param text of the schema with the field
 * @param references of that schema, as a registry has them; missing where there are none
 */
@Internal
public record GrowingSchema(
        Schema schema, Set<Schema> records, boolean holdsItself, String text, JsonNode references) {

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
        Set<Schema> records = identitySet();
        branches(schema).stream()
                .filter(branch -> branch.getType() == Schema.Type.RECORD)
                .forEach(records::add);
        if (records.isEmpty()) {
            throw new MalformedRecordException(
                    "%s is of the type %s, only a record takes one more field"
                            .formatted(what, schema.getType().getName()));
        }
        Set<Schema> within = identitySet();
        records.stream()
                .flatMap(record -> record.getFields().stream())
                .forEach(each -> collect(each.schema(), within));
        requirePlace(what, records, within, field);
        String grown =
                SchemaText.withField(text, fullNames(records), field)
                        .orElseThrow(
                                () ->
                                        new MalformedRecordException(
                                                "%s does not define its record itself, so that no field can be added"
                                                        .formatted(what)));
        boolean holdsItself = records.stream().anyMatch(within::contains);
        return new GrowingSchema(schema, records, holdsItself, grown, references);
    }

    private static void requirePlace(
            String what, Set<Schema> records, Set<Schema> within, AddedField field)
            throws MalformedRecordException {
        if (records.stream().anyMatch(record -> record.getField(field.name()) != null)) {
            throw new MalformedRecordException(
                    "%s has a field \"%s\" already (output-field)".formatted(what, field.name()));
        }
        // A record that was enriched and then put into another one, such as an envelope.
        if (fullNames(within).contains(field.type())) {
            throw new MalformedRecordException(
                    "%s holds a record that has a field \"%s\" of this job's type already, and a schema defines a type once: choose another output-field"
                            .formatted(what, field.name()));
        }
    }

    /** The types that a value may be of. */
    private static List<Schema> branches(Schema schema) {
        return schema.getType() == Schema.Type.UNION ? schema.getTypes() : List.of(schema);
    }

    private static Set<String> fullNames(Collection<Schema> schemas) {
        return schemas.stream()
                .filter(each -> each.getType() == Schema.Type.RECORD)
                .map(Schema::getFullName)
                .collect(Collectors.toSet());
    }

    private static Set<Schema> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
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

    /**
     * The type of a datum: a record, or null, which a union may have.
     *
     * @param in at the datum's first byte; of a union, the branch is read
     */
    Schema typeOf(AvroCursor in) throws MalformedRecordException {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        List<Schema> branches = schema.getTypes();
        Schema branch = branches.get(in.readIndex(branches.size(), "branch"));
        if (branch.getType() != Schema.Type.RECORD && branch.getType() != Schema.Type.NULL) {
            throw new MalformedRecordException(
                    "the value is of the type %s, only a record takes one more field"
                            .formatted(branch.getType().getName()));
        }
        return branch;
    }
}
