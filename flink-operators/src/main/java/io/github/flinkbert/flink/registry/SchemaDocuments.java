package io.github.flinkbert.flink.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Avro schemas of which later ones refer to earlier ones. A type that several of them define is in
 * each as it is defined there; a later one that only names it gets the first.
 *
 * <p>Names and defaults are not validated: registries have schemas that other languages wrote with,
 * with hyphens in names or defaults of the wrong type, and their values can be read all the same.
 */
final class SchemaDocuments {

    /** As Avro's own parser, which allows comments. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private final Map<String, Schema> known = new HashMap<>();

    /**
     * @param what names the schema in a message
     * @throws SchemaRejectedException if the text is no Avro schema
     */
    Schema read(String what, String text) throws SchemaRejectedException {
        try {
            SchemaLayout layout = new SchemaLayout(MAPPER.readTree(text));
            Map<String, Schema> others = new HashMap<>(known);
            others.keySet().removeAll(layout.defined());
            Schema.Parser parser =
                    new Schema.Parser()
                            .setValidate(false)
                            .setValidateDefaults(false)
                            .addTypes(others);
            Schema schema = parser.parse(layout.text());
            parser.getTypes().forEach(known::putIfAbsent);
            return schema;
        } catch (JsonProcessingException e) {
            throw new SchemaRejectedException(
                    "%s is no Avro schema: it is not JSON".formatted(what), e);
        } catch (RuntimeException | StackOverflowError e) {
            // Avro reports bad schemas in many classes, null pointers and casts among them.
            throw new SchemaRejectedException(
                    "%s is no Avro schema: %s"
                            .formatted(
                                    what,
                                    e.getMessage() == null
                                            ? e.getClass().getSimpleName()
                                            : e.getMessage()),
                    e);
        }
    }
}
