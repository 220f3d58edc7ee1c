package io.github.flinkbert.cli.lines;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;

/** Writes one JSON object a line, in UTF-8. */
final class LineWriter {

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                                    .build())
                    .build();

    private static final JsonMapper ASCII_JSON =
            JSON.rebuild().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final OutputStream out;

    LineWriter(OutputStream out) {
        this.out = out;
    }

    void result(JsonNode id, LineResult result) throws IOException {
        String line = write(JSON, id, result);
        // Half of a surrogate pair is a Java string but no UTF-8; escaped, it comes through.
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(line)) {
            line = write(ASCII_JSON, id, result);
        }
        out.write(line.getBytes(StandardCharsets.UTF_8));
        out.write('\n');
    }

    void error(JsonNode id, String reason) throws IOException {
        result(id, json -> json.writeStringField("error", reason));
    }

    void flush() throws IOException {
        out.flush();
    }

    private static String write(JsonMapper mapper, JsonNode id, LineResult result)
            throws IOException {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = mapper.createGenerator(line)) {
            json.writeStartObject();
            json.writeFieldName("id");
            json.writeTree(id);
            result.writeTo(json);
            json.writeEndObject();
        }
        return line.toString();
    }
}
