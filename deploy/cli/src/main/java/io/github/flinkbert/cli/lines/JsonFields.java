package io.github.flinkbert.cli.lines;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import org.apache.flink.annotation.Internal;

/** Fields of a line of JSON that several commands write. */
@Internal
public final class JsonFields {

    private JsonFields() {}

    /** A stretch of the text, into the object that is open. */
    public static void writeStretch(
            JsonGenerator json, String text, int start, int end, float score) throws IOException {
        json.writeStringField("text", text);
        json.writeNumberField("start", start);
        json.writeNumberField("end", end);
        json.writeNumberField("score", score);
    }

    /** A piece of the text, into the object that is open. */
    public static void writeToken(JsonGenerator json, String token, int id, int start, int end)
            throws IOException {
        json.writeStringField("token", token);
        json.writeNumberField("id", id);
        json.writeNumberField("start", start);
        json.writeNumberField("end", end);
    }
}
