package io.github.flinkbert.console.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Values that are JSON objects. A value that begins with a brace is none of the job's in Avro: both
 * of its schemas begin with a number that is not negative, and the brace's byte is a negative one.
 */
final class JsonValue {

    private static final JsonMapper JSON = new JsonMapper();

    private JsonValue() {}

    static boolean isJson(byte[] value) {
        return value.length > 0 && value[0] == '{';
    }

    /** Whether an object has no such field, or null in it. */
    static boolean lacks(byte[] value, String field) throws MalformedRecordException {
        return !read(value, ObjectNode.class).hasNonNull(field);
    }

    /** The names of an object's fields, in its order. */
    static List<String> fields(byte[] value) throws MalformedRecordException {
        List<String> names = new ArrayList<>();
        read(value, ObjectNode.class).fieldNames().forEachRemaining(names::add);
        return names;
    }

    static <T> T read(byte[] value, Class<T> type) throws MalformedRecordException {
        try {
            return JSON.readValue(value, type);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    static <T> T read(JsonNode json, Class<T> type) throws MalformedRecordException {
        try {
            return JSON.treeToValue(json, type);
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Without Jackson's own message, which quotes the text. */
    private static MalformedRecordException malformed(IOException cause) {
        return new MalformedRecordException("the value is not JSON as the job writes it", cause);
    }
}
