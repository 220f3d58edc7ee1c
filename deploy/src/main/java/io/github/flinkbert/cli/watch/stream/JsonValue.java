package io.github.flinkbert.cli.watch.stream;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import java.io.IOException;

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

    static <T> T read(byte[] value, Class<T> type) throws MalformedRecordException {
        try {
            return JSON.readValue(value, type);
        } catch (IOException e) {
            // Not Jackson's own message, which quotes the text.
            throw new MalformedRecordException(
                    "the value is not the job's JSON of a " + type.getSimpleName(), e);
        }
    }
}
