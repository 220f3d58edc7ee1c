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
    public byte[] encode(DeadLetter deadLetter) {
        return JsonText.object(json -> write(deadLetter, json));
    }

    /** Base64 makes four bytes of three. */
    @Override
    public int bytesIn(int room) {
        return room / 4 * 3;
    }

    private static void write(DeadLetter deadLetter, JsonGenerator json) throws IOException {
        writeBytes("key", deadLetter.getKey(), json);
        writeBytes("value", deadLetter.getValue(), json);
        json.writeArrayFieldStart("headers");
        for (RecordHeader header : deadLetter.getHeaders()) {
            json.writeStartObject();
            json.writeStringField("key", header.getKey());
            writeBytes("value", header.getValue(), json);
            if (header.getContinued()) {
                json.writeBooleanField("continued", true);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("topic", deadLetter.getTopic());
        json.writeNumberField("partition", deadLetter.getPartition());
        json.writeNumberField("offset", deadLetter.getOffset());
        if (deadLetter.getTimestamp() != null) {
            json.writeStringField("timestamp", deadLetter.getTimestamp().toString());
        }
        json.writeStringField("stage", deadLetter.getStage().name());
        json.writeStringField("reason", deadLetter.getReason());
        json.writeStringField("failedAt", deadLetter.getFailedAt().toString());
        if (deadLetter.getValueOmitted()) {
            json.writeBooleanField("valueOmitted", true);
        }
        json.writeNumberField("part", deadLetter.getPart());
        json.writeNumberField("parts", deadLetter.getParts());
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
