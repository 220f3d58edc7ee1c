package io.github.flinkbert.flink.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Schemas by their ids, and ids of schemas. Keeps nothing in mind. */
public final class SchemaRegistry {

    /** What a value in the wire format begins with. */
    public static final byte MAGIC = 0;

    /** Bytes before the value: the first, and those of the schema's id, big-endian. */
    public static final int HEADER = 5;

    private static final String AVRO = "AVRO";

    private final RegistryConfig config;
    private final RegistryHttp http;

    public SchemaRegistry(RegistryConfig config) {
        this.config = config;
        this.http = new RegistryHttp(config);
    }

    /**
     * The schema of an id, with all that it refers to.
     *
     * @return empty where the registry does not have it, or it is not Avro's
     * @throws RegistryException if the registry cannot say
     */
    public Optional<Schema> schema(int id) {
        Optional<JsonNode> found = http.get("/schemas/ids/" + id);
        if (found.isEmpty() || !found.get().path("schemaType").asText(AVRO).equals(AVRO)) {
            return Optional.empty();
        }
        Schema.Parser parser = new Schema.Parser();
        try {
            readReferences(found.get(), parser, new HashSet<>());
            return Optional.of(parser.parse(found.get().path("schema").asText()));
        } catch (SchemaParseException e) {
            throw new RegistryException(
                    "the schema registry's schema %d is no Avro schema".formatted(id), e);
        }
    }

    /** A schema's references come before it, and theirs before them. */
    private void readReferences(JsonNode schema, Schema.Parser parser, Set<String> read) {
        for (JsonNode reference : schema.path("references")) {
            String subject = reference.path("subject").asText();
            String place = versionsOf(subject) + "/" + reference.path("version").asInt();
            if (read.add(place)) {
                JsonNode found =
                        http.get(place)
                                .orElseThrow(
                                        () ->
                                                new RegistryException(
                                                        "the schema registry does not have %s, to which a schema of its own refers"
                                                                .formatted(place),
                                                        null));
                readReferences(found, parser, read);
                parser.parse(found.path("schema").asText());
            }
        }
    }

    /**
     * The id under which a subject has this schema; put there first, if that is allowed.
     *
     * @throws RegistryException if it is not there and not allowed, or not compatible with what is
     */
    public int id(String subject, Schema schema) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("schema", withoutJavaTypes(schema));
        Optional<JsonNode> found =
                config.registers()
                        ? http.post(versionsOf(subject), body)
                        : http.post("/subjects/" + encoded(subject), body);
        return found.map(json -> json.path("id").asInt())
                .orElseThrow(
                        () ->
                                new RegistryException(
                                        "the schema registry does not have the schema %s under the subject %s, and schema-registry-auto-register is false"
                                                .formatted(schema.getFullName(), subject),
                                        null));
    }

    /** The generator notes Java's string type in a schema; nobody else needs it. */
    private static String withoutJavaTypes(Schema schema) {
        return schema.toString()
                .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
                .replace(",\"avro.java.string\":\"String\"", "");
    }

    private static String versionsOf(String subject) {
        return "/subjects/" + encoded(subject) + "/versions";
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
