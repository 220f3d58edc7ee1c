package io.github.flinkbert.schemas;

import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Finds what a contract leaves unexplained. */
final class Documentation {

    private Documentation() {}

    static List<String> undocumented(Schema schema) {
        return walk(schema).toList();
    }

    private static Stream<String> walk(Schema schema) {
        return switch (schema.getType()) {
            case RECORD ->
                    Stream.concat(
                            missing(schema.getDoc(), schema.getName()),
                            schema.getFields().stream()
                                    .flatMap(
                                            field ->
                                                    Stream.concat(
                                                            missing(
                                                                    field.doc(),
                                                                    schema.getName()
                                                                            + "."
                                                                            + field.name()),
                                                            walk(field.schema()))));
            case ENUM -> missing(schema.getDoc(), schema.getName());
            case ARRAY -> walk(schema.getElementType());
            case MAP -> walk(schema.getValueType());
            case UNION -> schema.getTypes().stream().flatMap(Documentation::walk);
            default -> Stream.empty();
        };
    }

    private static Stream<String> missing(String doc, String name) {
        return doc == null || doc.isBlank() ? Stream.of(name) : Stream.empty();
    }
}
