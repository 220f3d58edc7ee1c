package io.github.flinkbert.flink.inplace.avro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** JSON that knows where its arrays end in the text. */
sealed interface SchemaJson {

    /** As Avro's own parser, which allows comments. */
    JsonFactory FACTORY = JsonFactory.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    /** A string. */
    record Text(String text) implements SchemaJson {}

    /** A number, true, false, null, or nothing at all. */
    record Other() implements SchemaJson {}

    /**
     * @param end the bracket that closes it, as an index of the text
     */
    record Array(List<SchemaJson> elements, int end) implements SchemaJson {}

    /** An object; of members with the same name the last one, as Avro's parser has it. */
    record Members(Map<String, SchemaJson> members) implements SchemaJson {
        SchemaJson get(String name) {
            return members.getOrDefault(name, new Other());
        }
    }

    /**
     * @throws IOException if the text is no JSON
     */
    static SchemaJson of(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            return value(parser);
        }
    }

    private static SchemaJson value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, SchemaJson> members = new HashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, value(parser));
            }
            return new Members(members);
        }
        if (token == JsonToken.START_ARRAY) {
            List<SchemaJson> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser));
            }
            return new Array(elements, (int) parser.currentTokenLocation().getCharOffset());
        }
        return token == JsonToken.VALUE_STRING ? new Text(parser.getText()) : new Other();
    }
}
