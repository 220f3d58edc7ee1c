package io.github.flinkbert.flink.encode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON in UTF-8. */
final class JsonText {

    /** The JDK's own way to write a number is most of what a vector would take. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

    private JsonText() {}

    /** Writes the fields of an object that is already open, or a whole value. */
    @FunctionalInterface
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] object(Fields fields) {
        return value(
                json -> {
                    json.writeStartObject();
                    fields.write(json);
                    json.writeEndObject();
                });
    }

    static byte[] value(Fields value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(8192);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            value.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail to be written", e);
        }
        return bytes.toByteArray();
    }
}
