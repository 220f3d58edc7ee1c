package io.github.flinkbert.flink.inplace.avro;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The text of a schema whose records grow by a field at their end. All else stays as its owner
 * wrote it: defaults, aliases, properties of other tools, white space.
 */
final class SchemaText {

    /** Where the fields of the records end that grow, by the records' full names. */
    private final Map<String, SchemaJson.Array> fields = new HashMap<>();

    private final Set<String> records;

    private SchemaText(Set<String> records) {
        this.records = records;
    }

    /**
     * @param text of the schema
     * @param records full names of those that grow
     * @return empty where the text does not define each of them itself, but refers to it
     */
    static Optional<String> withField(String text, Set<String> records, AddedField field) {
        SchemaText found = new SchemaText(records);
        try {
            found.schema(SchemaJson.of(text), "");
        } catch (IOException e) {
            return Optional.empty();
        }
        return found.fields.keySet().containsAll(records)
                ? Optional.of(found.insert(text, field))
                : Optional.empty();
    }

    /**
     * @param space the namespace around it; empty for none
     */
    private void schema(SchemaJson schema, String space) {
        if (schema instanceof SchemaJson.Array union) {
            union.elements().forEach(branch -> schema(branch, space));
        } else if (schema instanceof SchemaJson.Members members) {
            SchemaJson type = members.get("type");
            if (!(type instanceof SchemaJson.Text name)) {
                schema(type, space); // a type may be wrapped in an object that says its type
                return;
            }
            switch (name.text()) {
                case "array" -> schema(members.get("items"), space);
                case "map" -> schema(members.get("values"), space);
                case "record", "error" -> record(members, space);
                default -> {} // holds no schema
            }
        }
    }

    private void record(SchemaJson.Members record, String around) {
        String written = text(record, "name").orElse("");
        int dot = written.lastIndexOf('.');
        String space =
                dot >= 0 ? written.substring(0, dot) : text(record, "namespace").orElse(around);
        String name = written.substring(dot + 1);
        if (record.get("fields") instanceof SchemaJson.Array list) {
            String fullName = space.isEmpty() ? name : space + "." + name;
            if (records.contains(fullName)) {
                fields.putIfAbsent(fullName, list);
            }
            for (SchemaJson field : list.elements()) {
                if (field instanceof SchemaJson.Members members) {
                    schema(members.get("type"), space);
                }
            }
        }
    }

    private static Optional<String> text(SchemaJson.Members members, String name) {
        return members.get(name) instanceof SchemaJson.Text text
                ? Optional.of(text.text())
                : Optional.empty();
    }

    /** A type is defined where it comes first; a parser reads fields in their order. */
    private String insert(String text, AddedField field) {
        List<SchemaJson.Array> places = new ArrayList<>(fields.values());
        places.sort(Comparator.comparingInt(SchemaJson.Array::end));
        StringBuilder grown = new StringBuilder(text.length() + field.definition().length());
        int at = 0;
        for (SchemaJson.Array place : places) {
            grown.append(text, at, place.end())
                    .append(place.elements().isEmpty() ? "" : ",")
                    .append(at == 0 ? field.definition() : field.reference());
            at = place.end();
        }
        return grown.append(text, at, text.length()).toString();
    }
}
