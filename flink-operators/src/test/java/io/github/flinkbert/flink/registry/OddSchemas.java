package io.github.flinkbert.flink.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values in a registry's wire format, of schemas that registries have and Avro's own rules forbid,
 * and of what is no schema at all: one of each kind.
 */
public final class OddSchemas {

    /** The text of every value that can be read. */
    public static final String TEXT = "a text";

    private static final int MEBIBYTE = 1 << 20;

    private final StubRegistry registry;
    private final Map<String, byte[]> values = new LinkedHashMap<>();

    private OddSchemas(StubRegistry registry) {
        this.registry = registry;
    }

    /** Values that can be read, for their bytes are laid out as anybody's. */
    public static Map<String, byte[]> readable(StubRegistry registry) {
        OddSchemas kinds = new OddSchemas(registry);
        kinds.own("null in quotes", "[\"null\",\"string\"],\"default\":\"null\"", 0);
        kinds.own("null for the second branch", "[\"string\",\"null\"],\"default\":null", 2);
        kinds.own("a number in quotes", "\"int\",\"default\":\"0\"", 0);
        kinds.own("an object for a string", "\"string\",\"default\":{}", 0);
        kinds.own(
                "a default of no symbol", type("enum", "\"symbols\":[\"A\"],\"default\":\"B\""), 0);
        kinds.own("a symbol with a hyphen", type("enum", "\"symbols\":[\"a-b\",\"1\"]"), 2);
        kinds.own("an order of no kind", "\"int\",\"order\":\"sideways\"", 0);
        kinds.own("an alias of no kind", "\"int\",\"aliases\":[\"a b\",\"-\"]", 0);
        kinds.own(
                "a nested name with a hyphen",
                "{\"type\":\"record\",\"name\":\"user-data\",\"fields\":"
                        + "[{\"name\":\"first-name\",\"type\":\"string\"}]}",
                0);
        kinds.own(
                "a decimal without precision",
                "{\"type\":\"bytes\",\"logicalType\":\"decimal\"}",
                0);
        kinds.written(
                "names with hyphens",
                record("com.my-company.events-v1", "\"user-id\"", "\"int\""),
                0);
        kinds.written("a namespace of digits", record("com.9.1", "\"1st\"", "\"int\""), 0);
        kinds.written("no namespace", record("", "\"own\"", "\"int\""), 0);
        kinds.written("comments", "/* by hand */ " + record("x", "\"own\"", "\"int\""), 0);
        kinds.written(
                "five megabytes",
                record("x", "\"own\"", "\"int\",\"doc\":\"" + "d".repeat(5 * MEBIBYTE) + "\""),
                0);
        kinds.references();
        return kinds.values;
    }

    /** Values that nobody can read, or whose id claims what is not there. */
    public static Map<String, byte[]> unreadable(StubRegistry registry) {
        OddSchemas kinds = new OddSchemas(registry);
        kinds.of("an unknown id", 999_999);
        kinds.of("a negative id", -7);
        kinds.of("JSON Schema", registry.addOfType("JSON", "{\"type\":\"object\"}"));
        kinds.of("Protobuf", registry.addOfType("PROTOBUF", "syntax = \"proto3\";"));
        kinds.written("no JSON", "syntax = \"proto3\";", 0);
        kinds.written("no schema", "{}", 0);
        kinds.written("an empty schema", "", 0);
        kinds.written("an unknown type", "\"x.Unknown\"", 0);
        kinds.written("a string", "\"string\"", 0);
        kinds.written("an array", "{\"type\":\"array\",\"items\":\"string\"}", 0);
        kinds.written("a union in a union", "[[\"string\"],[\"int\"]]", 0);
        kinds.written("nested deep", "[".repeat(20_000) + "]".repeat(20_000), 0);
        kinds.written(
                "another record",
                record("x", "\"own\"", "\"int\"").replace("TextEvent", "Comment"),
                0);
        kinds.written(
                "a text of numbers",
                record("x", "\"own\"", "\"int\"")
                        .replace("\"text\",\"type\":\"string\"", "\"text\",\"type\":\"int\""),
                0);
        kinds.written(
                "a time in microseconds",
                record(
                        "x",
                        "\"eventTime\"",
                        "{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}"),
                0);
        int missing =
                registry.add(
                        "missing-reference",
                        record("x", "\"own\"", "\"x.Gone\""),
                        json("[{\"name\":\"x.Gone\",\"subject\":\"gone\",\"version\":3}]"));
        kinds.of("a reference to nothing", missing);
        kinds.of("not found, in HTML", answer(registry, 404, "<html>Not found</html>"));
        kinds.of("not found, without a word", answer(registry, 404, ""));
        kinds.of("an error", answer(registry, 500, "{\"error_code\":50001}"));
        kinds.of("an error in HTML", answer(registry, 502, "<html>Bad gateway</html>"));
        kinds.of("refused", answer(registry, 422, "{\"error_code\":42202,\"message\":\"bad\"}"));
        kinds.of("forbidden", answer(registry, 403, "{\"error_code\":40301}"));
        kinds.of("HTML", answer(registry, 200, "<html>Welcome</html>"));
        kinds.of("an empty answer", answer(registry, 200, ""));
        kinds.of("a list", answer(registry, 200, "[]"));
        kinds.of("an answer without a schema", answer(registry, 200, "{\"id\":1}"));
        kinds.of("a schema of null", answer(registry, 200, "{\"schema\":null}"));
        kinds.of(
                "an answer without end",
                answer(registry, 200, "{\"schema\":\"" + " ".repeat(20 * MEBIBYTE) + "\"}"));
        return kinds.values;
    }

    private void references() {
        String common = "{\"type\":\"record\",\"name\":\"Common\",\"namespace\":\"x\",\"fields\":[";
        String one = common + "{\"name\":\"a\",\"type\":\"int\"}]}";
        String two = one.replace("]}", ",{\"name\":\"b\",\"type\":\"int\",\"default\":0}]}");
        registry.add("common", one, null);
        registry.add("common", two, null);
        registry.add("common again", one, null);
        registry.add("left", holder("Left", "\"Common\""), reference("x.Common", "common", 1));
        registry.add("right", holder("Right", "\"Common\""), reference("x.Common", "common", 2));
        registry.add(
                "again",
                holder("Again", "\"Common\""),
                reference("another name", "common again", 1));
        registry.add("inline left", holder("InlineLeft", one), null);
        registry.add("inline right", holder("InlineRight", one), null);
        both("a type at two versions", "Left", "left", "Right", "right");
        both("a type from two subjects", "Left", "left", "Again", "again");
        both("a type twice inline", "InlineLeft", "inline left", "InlineRight", "inline right");
        int union =
                registry.add(
                        "union of references",
                        "[\"x.Left\",\"y.TextEvent\"]",
                        json(
                                "[{\"name\":\"x.Left\",\"subject\":\"left\",\"version\":1},"
                                    + "{\"name\":\"y.TextEvent\",\"subject\":\"event\",\"version\":1}]"));
        registry.add("event", record("y", "\"own\"", "\"int\""), null);
        byte[] event = event(0);
        values.put(
                "an event of a union of references",
                wire(
                        union,
                        ByteBuffer.allocate(1 + event.length).put((byte) 2).put(event).array()));
    }

    private static String holder(String name, String common) {
        return "{\"type\":\"record\",\"name\":\"%s\",\"namespace\":\"x\",\"fields\":[{\"name\":\"common\",\"type\":%s}]}"
                .formatted(name, common);
    }

    private void both(
            String kind, String left, String leftSubject, String right, String rightSubject) {
        String own =
                "{\"type\":\"record\",\"name\":\"Both\",\"namespace\":\"x\",\"fields\":["
                        + "{\"name\":\"l\",\"type\":\"%s\"},{\"name\":\"r\",\"type\":\"%s\"}]}"
                                .formatted(left, right);
        int id =
                registry.add(
                        kind,
                        record("y", "\"own\"", own),
                        json(
                                "[{\"name\":\"x.%s\",\"subject\":\"%s\",\"version\":1},{\"name\":\"x.%s\",\"subject\":\"%s\",\"version\":1}]"
                                        .formatted(left, leftSubject, right, rightSubject)));
        values.put(kind, wire(id, event(4, 6)));
    }

    private static JsonNode reference(String name, String subject, int version) {
        return json(
                "[{\"name\":\"%s\",\"subject\":\"%s\",\"version\":%d}]"
                        .formatted(name, subject, version));
    }

    private void own(String kind, String type, int... bytes) {
        written(kind, record("io.github.flinkbert.schemas", "\"own\"", type), bytes);
    }

    private void written(String kind, String schema, int... bytes) {
        values.put(kind, wire(registry.add(kind, schema, null), event(bytes)));
    }

    private void of(String kind, int id) {
        values.put(kind, wire(id, event(0)));
    }

    private static int answer(StubRegistry registry, int status, String body) {
        return registry.addAnswer(status, body);
    }

    private static String type(String type, String rest) {
        return "{\"type\":\"%s\",\"name\":\"Own\",%s}".formatted(type, rest);
    }

    /** A text event with a field of its own between identity and text. */
    private static String record(String namespace, String field, String type) {
        return ("{\"type\":\"record\",\"name\":\"TextEvent\",\"namespace\":\"%s\",\"fields\":["
                        + "{\"name\":\"id\",\"type\":\"string\"},{\"name\":%s,\"type\":%s},"
                        + "{\"name\":\"text\",\"type\":\"string\"}]}")
                .formatted(namespace, field, type);
    }

    private static byte[] event(int... own) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(2);
        bytes.write('i');
        for (int value : own) {
            bytes.write(value);
        }
        bytes.write(2 * TEXT.length());
        bytes.writeBytes(TEXT.getBytes(UTF_8));
        return bytes.toByteArray();
    }

    /** A value behind what Confluent's wire format has in front of it. */
    public static byte[] wire(int id, byte[] value) {
        return ByteBuffer.allocate(SchemaRegistry.HEADER + value.length)
                .put(SchemaRegistry.MAGIC)
                .putInt(id)
                .put(value)
                .array();
    }

    private static JsonNode json(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
