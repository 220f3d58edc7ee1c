package io.github.flinkbert.flink.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.schemas.DeadLetter;
import io.github.flinkbert.schemas.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * JSON with the field names of {@link DeadLetter}; bytes in Base64, times in ISO 8601, and what is
 * null there left out.
 */
final class JsonDeadLetterEncoder implements DeadLetterEncoder {

    @Override
    public byte[] encode(DeadLetter letter) {
        return JsonText.object(json -> write(letter, json));
    }

    /** Base64 makes four bytes of three. */
    @Override
    public int bytesIn(int room) {
        return room / 4 * 3;
    }

    private static void write(DeadLetter letter, JsonGenerator json) throws IOException {
        writeBytes("key", letter.getKey(), json);
        writeBytes("value", letter.getValue(), json);
        json.writeArrayFieldStart("headers");
        for (RecordHeader header : letter.getHeaders()) {
            json.writeStartObject();
            json.writeStringField("key", header.getKey());
            writeBytes("value", header.getValue(), json);
            if (header.getContinued()) {
                json.writeBooleanField("continued", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("topic", letter.getTopic());
        json.writeNumberField("partition", letter.getPartition());
        json.writeNumberField("offset", letter.getOffset());
        if (letter.getTimestamp() != null) {
            json.writeStringField("timestamp", letter.getTimestamp().toString());
        }
        json.writeStringField("stage", letter.getStage().name());
        json.writeStringField("reason", letter.getReason());
        json.writeStringField("failedAt", letter.getFailedAt().toString());
        json.writeNumberField("part", letter.getPart());
        json.writeNumberField("parts", letter.getParts());
    }

    private static void writeBytes(String name, ByteBuffer bytes, JsonGenerator json)
            throws IOException {
        if (bytes != null) {
            json.writeFieldName(name);
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            json.writeBinary(copy);
        }
    }
}
