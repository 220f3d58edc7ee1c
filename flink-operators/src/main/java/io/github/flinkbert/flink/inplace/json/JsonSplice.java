package io.github.flinkbert.flink.inplace.json;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.flinkbert.flink.decode.MalformedRecordException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Puts a field at the end of a JSON object in UTF-8, and leaves all other bytes as they are. */
final class JsonSplice {

    private final byte[] name;

    /**
     * @param field the name of the one that is added
     */
    JsonSplice(String field) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(field));
        name = "\"%s\":".formatted(quoted).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param object valid JSON; white space may stand around it, a byte order mark before it
     * @param value the field's, as JSON
     */
    byte[] into(byte[] object, byte[] value) throws MalformedRecordException {
        int brace = lastBefore(object, object.length);
        if (brace < 1 || object[brace] != '}') {
            throw new MalformedRecordException("the value must be a JSON object, it has no end");
        }
        boolean first = object[lastBefore(object, brace)] == '{';
        ByteBuffer spliced =
                ByteBuffer.allocate(object.length + (first ? 0 : 1) + name.length + value.length);
        spliced.put(object, 0, brace);
        if (!first) {
            spliced.put((byte) ',');
        }
        return spliced.put(name).put(value).put(object, brace, object.length - brace).array();
    }

    /** Where the last byte before this one is that is no white space; -1 where there is none. */
    private static int lastBefore(byte[] json, int end) {
        int at = end - 1;
        while (at >= 0
                && (json[at] == ' ' || json[at] == '\t' || json[at] == '\n' || json[at] == '\r')) {
            at--;
        }
        return at;
    }
}
