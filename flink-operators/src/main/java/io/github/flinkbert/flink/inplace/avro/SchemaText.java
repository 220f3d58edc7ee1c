package io.github.flinkbert.flink.inplace.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The text of a record's schema, which grows by a field at its end. All else stays as its owner
 * wrote it: defaults, aliases, properties of other tools, white space.
 */
final class SchemaText {

    /** As Avro's own parser, which allows comments. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private SchemaText() {}

    /**
     * @param text of a record's schema
     * @param field as JSON
     * @return empty where the text does not define the record itself, but refers to it
     */
    static Optional<String> withField(String text, String field) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            FieldsEnd end = fieldsEnd(parser);
            if (end == null) {
                return Optional.empty();
            }
            return Optional.of(
                    text.substring(0, end.at())
                            + (end.empty() ? "" : ",")
                            + field
                            + text.substring(end.at()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * @param at the bracket that closes the list of fields
     * @param empty whether nothing is in the list
     */
    private record FieldsEnd(int at, boolean empty) {}

    /**
     * Of the object that the parser is in; a type may be wrapped in an object that says its type.
     */
    private static @Nullable FieldsEnd fieldsEnd(JsonParser parser) throws IOException {
        FieldsEnd own = null;
        FieldsEnd wrapped = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("fields") && value == JsonToken.START_ARRAY) {
                boolean empty = true;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    empty = false;
                    parser.skipChildren();
                }
                own = new FieldsEnd((int) parser.currentTokenLocation().getCharOffset(), empty);
            } else if (name.equals("type") && value == JsonToken.START_OBJECT) {
                wrapped = fieldsEnd(parser);
            } else {
                parser.skipChildren();
            }
        }
        return wrapped == null ? own : wrapped;
    }
}
