package io.github.flinkbert.flink.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.flink.annotation.Internal;

/**
 * Schemas by their ids, and ids of schemas. Keeps nothing in mind but the last id that it found.
 * Used by one thread.
 */
@Internal
public final class SchemaRegistry {

    /** What a value in the wire format begins with. */
    public static final byte MAGIC = 0;

    /** Bytes before the value: the first, and those of the schema's id, big-endian. */
    public static final int HEADER = 5;

    private static final String AVRO = "AVRO";
    private static final String PROTOBUF = "PROTOBUF";

    /** More than any schema has. Each is asked for by itself. */
    private static final int MOST_REFERENCES = 1_000;

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int PROXY_UNAUTHORIZED = 407;

    private final RegistryConfig config;
    private final RegistryHttp http;

    /** Asks for something that a registry has; for a schema as soon as one is known. */
    private String probe = "/config";

    public SchemaRegistry(RegistryConfig config) {
        this.config = config;
        this.http = new RegistryHttp(config);
    }

    /**
     * The schema of an id, with all that it refers to.
     *
     * @return empty where the registry does not have it
     * @throws SchemaRejectedException if the registry does not give this one, though it gives
     *     others, or it is no schema of Avro
     * @throws RegistryException if the registry is away, or lets nobody in
     */
    public Optional<Schema> schema(int id) throws SchemaRejectedException {
        return registered(id).map(RegisteredSchema::schema);
    }

    /**
     * The same, with the words in which the registry has it.
     *
     * @throws SchemaRejectedException as {@link #schema}
     * @throws RegistryException as {@link #schema}
     */
    public Optional<RegisteredSchema> registered(int id) throws SchemaRejectedException {
        String path = "/schemas/ids/" + id;
        String what = "the schema %d of the schema registry".formatted(id);
        Optional<JsonNode> found = document(path, what);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        probe = path;
        SchemaDocuments documents = new SchemaDocuments();
        readReferences(what, found.get(), documents, new HashSet<>());
        String text = text(what, found.get());
        return Optional.of(
                new RegisteredSchema(
                        id, documents.read(what, text), text, found.get().path("references")));
    }

    /**
     * A schema's references come before it, and theirs before them. Of several versions of a name
     * the first counts, as in Confluent's own client.
     */
    private void readReferences(
            String what, JsonNode schema, SchemaDocuments documents, Set<String> names)
            throws SchemaRejectedException {
        for (JsonNode reference : schema.path("references")) {
            String subject = reference.path("subject").asText();
            if (!names.add(reference.path("name").asText(subject))) {
                continue;
            }
            requireFew(what, names.size());
            JsonNode found = referred(what, reference);
            String referred = named(what, reference);
            readReferences(what, found, documents, names);
            documents.read(referred, text(referred, found));
        }
    }

    private static void requireFew(String what, int references) throws SchemaRejectedException {
        if (references > MOST_REFERENCES) {
            throw new SchemaRejectedException(
                    "%s refers to more than %d others".formatted(what, MOST_REFERENCES));
        }
    }

    private static String named(String what, JsonNode reference) {
        return "version %s of %s, to which %s refers,"
                .formatted(
                        reference.path("version").asText(),
                        reference.path("subject").asText(),
                        what);
    }

    /** What a schema refers to. */
    private JsonNode referred(String what, JsonNode reference) throws SchemaRejectedException {
        String subject = reference.path("subject").asText();
        String version = reference.path("version").asText();
        return document(versionsOf(subject) + "/" + encoded(version), named(what, reference))
                .orElseThrow(
                        () ->
                                new SchemaRejectedException(
                                        "the schema registry does not have version %s of %s, to which %s refers"
                                                .formatted(version, subject, what)));
    }

    /**
     * The .proto file of an id, with all that it imports.
     *
     * @return empty where the registry does not have it
     * @throws SchemaRejectedException if the registry does not give this one, though it gives
     *     others, or it is no schema of Protobuf
     * @throws RegistryException if the registry is away, or lets nobody in
     */
    public Optional<ProtobufText> protobuf(int id) throws SchemaRejectedException {
        String path = "/schemas/ids/" + id;
        String what = "the schema %d of the schema registry".formatted(id);
        Optional<JsonNode> found = document(path, what);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        probe = path;
        String text = text(what, found.get(), PROTOBUF);
        Map<String, String> imports = new LinkedHashMap<>();
        readImports(what, found.get(), imports);
        return Optional.of(new ProtobufText(text, imports));
    }

    private void readImports(String what, JsonNode schema, Map<String, String> imports)
            throws SchemaRejectedException {
        for (JsonNode reference : schema.path("references")) {
            String name = reference.path("name").asText();
            if (!imports.containsKey(name)) {
                JsonNode found = referred(what, reference);
                imports.put(name, text(name, found, PROTOBUF));
                requireFew(what, imports.size());
                readImports(what, found, imports);
            }
        }
    }

    private static String text(String what, JsonNode found) throws SchemaRejectedException {
        return text(what, found, AVRO);
    }

    private static String text(String what, JsonNode found, String expected)
            throws SchemaRejectedException {
        String type = found.path("schemaType").asText(AVRO);
        if (!type.equals(expected)) {
            throw new SchemaRejectedException(
                    "%s is of the type %s, expected %s".formatted(what, type, expected));
        }
        JsonNode schema = found.path("schema");
        if (!schema.isTextual()) {
            throw new SchemaRejectedException(
                    "%s has no text: the answer's field \"schema\" is %s"
                            .formatted(what, schema.isMissingNode() ? "missing" : "no string"));
        }
        return schema.textValue();
    }

    /**
     * What the registry has at a path; empty where it has nothing.
     *
     * @throws SchemaRejectedException if the registry answers other requests, so that whoever names
     *     this path is at fault: a broken record may name any
     */
    private Optional<JsonNode> document(String path, String what) throws SchemaRejectedException {
        RegistryAnswer answer = http.get(path);
        if (answer instanceof RegistryAnswer.NoAnswer none) {
            if (!answersOthers()) {
                throw away(none);
            }
            // It may have come back between the two.
            answer = http.get(path);
        }
        if (answer instanceof RegistryAnswer.Found found) {
            return Optional.of(found.json());
        }
        if (answer instanceof RegistryAnswer.Missing) {
            return Optional.empty();
        }
        if (answer instanceof RegistryAnswer.Rejected rejected) {
            boolean lockedOut =
                    rejected.status() == UNAUTHORIZED
                            || rejected.status() == PROXY_UNAUTHORIZED
                            || (rejected.status() == FORBIDDEN && !answersOthers());
            if (lockedOut) {
                throw new RegistryException(rejected.sentence(), null);
            }
            throw new SchemaRejectedException(
                    "%s cannot be had: status %d, %s"
                            .formatted(what, rejected.status(), rejected.reason()));
        }
        RegistryAnswer.NoAnswer none = (RegistryAnswer.NoAnswer) answer;
        throw new SchemaRejectedException(
                "%s cannot be had, though the registry answers other requests: %s"
                        .formatted(what, none.reason()),
                none.cause());
    }

    private boolean answersOthers() {
        RegistryAnswer answer = http.get(probe);
        return answer instanceof RegistryAnswer.Found || answer instanceof RegistryAnswer.Missing;
    }

    private RegistryException away(RegistryAnswer.NoAnswer none) {
        return new RegistryException(
                "the schema registry %s cannot be reached: %s"
                        .formatted(config.urls(), none.reason()),
                none.cause());
    }

    /**
     * The id under which a subject has this schema; put there first, if that is allowed.
     *
     * @throws RegistryException if it is not there and not allowed, or not compatible with what is
     */
    public int id(String subject, Schema schema) {
        ObjectNode body =
                JsonNodeFactory.instance.objectNode().put("schema", withoutJavaTypes(schema));
        RegistryAnswer answer = post(subject, body);
        if (answer instanceof RegistryAnswer.NoAnswer none) {
            throw away(none);
        }
        if (answer instanceof RegistryAnswer.Rejected rejected) {
            throw new RegistryException(rejected.sentence(), null);
        }
        return idIn(answer)
                .orElseThrow(
                        () ->
                                new RegistryException(
                                        noId(answer, subject, schema.getFullName()), null));
    }

    /**
     * The id under which a subject has the schema of this text; put there first, if that is
     * allowed.
     *
     * @param name of the schema, to be told
     * @param references as the registry has them; missing where there are none
     * @throws SchemaRejectedException if the registry does not take the schema, or does not have it
     *     and nothing may be put there
     * @throws RegistryException if the registry is away, or lets nobody in
     */
    public int id(String subject, String name, String text, JsonNode references)
            throws SchemaRejectedException {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("schema", text);
        if (references.isArray() && !references.isEmpty()) {
            body.set("references", references);
        }
        RegistryAnswer answer = post(subject, body);
        if (answer instanceof RegistryAnswer.NoAnswer none) {
            throw away(none);
        }
        if (answer instanceof RegistryAnswer.Rejected rejected) {
            if (rejected.status() == UNAUTHORIZED
                    || rejected.status() == PROXY_UNAUTHORIZED
                    || rejected.status() == FORBIDDEN) {
                throw new RegistryException(rejected.sentence(), null);
            }
            throw new SchemaRejectedException(rejected.sentence());
        }
        return idIn(answer)
                .orElseThrow(() -> new SchemaRejectedException(noId(answer, subject, name)));
    }

    private RegistryAnswer post(String subject, ObjectNode body) {
        return config.registers()
                ? http.post(versionsOf(subject), body)
                : http.post("/subjects/" + encoded(subject), body);
    }

    private static Optional<Integer> idIn(RegistryAnswer answer) {
        return answer instanceof RegistryAnswer.Found found
                        && found.json().path("id").isIntegralNumber()
                ? Optional.of(found.json().path("id").intValue())
                : Optional.empty();
    }

    private String noId(RegistryAnswer answer, String subject, String name) {
        return answer instanceof RegistryAnswer.Found
                ? "the schema registry answers with no id of the schema %s".formatted(name)
                : "the schema registry does not have the schema %s under the subject %s, and schema-registry-auto-register is %s"
                        .formatted(name, subject, config.registers());
    }

    /** The generator notes Java's string type in a schema; nobody else needs it. */
    private static String withoutJavaTypes(Schema schema) {
        return schema.toString()
                .replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"")
                .replace(",\"avro.java.string\":\"String\"", "");
    }

    /**
     * The id of the schema that wrote a value in the wire format.
     *
     * @throws SchemaRejectedException if the value is not in that format
     */
    public static int idBefore(byte[] value) throws SchemaRejectedException {
        if (value.length < HEADER || value[0] != MAGIC) {
            throw new SchemaRejectedException(
                    "the value is not in the schema registry's format: expected byte 0 and 4 bytes of an id, found %s"
                            .formatted(
                                    value.length < HEADER
                                            ? "%d bytes in all".formatted(value.length)
                                            : "byte %d".formatted(value[0])));
        }
        return ByteBuffer.wrap(value).getInt(1);
    }

    private static String versionsOf(String subject) {
        return "/subjects/" + encoded(subject) + "/versions";
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
