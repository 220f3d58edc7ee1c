package io.github.flinkbert.cli.inspect;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.task.attention.Attention;
import io.github.flinkbert.tensor.Matrix;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;

/** Attention as one JSON object, for people and pages. */
final class AttentionJson {

    /** More would only be noise of the number format. */
    private static final double DIGITS = 1e6;

    private AttentionJson() {}

    static String of(Attention attention) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeArrayFieldStart("words");
            for (Attention.Word word : attention.words()) {
                json.writeStartObject();
                json.writeStringField("text", word.text());
                json.writeNumberField("start", word.start());
                json.writeNumberField("end", word.end());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("layers");
            for (List<Matrix> heads : attention.layers()) {
                json.writeStartArray();
                for (Matrix head : heads) {
                    write(json, head);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return text + "\n";
    }

    private static void write(JsonGenerator json, Matrix head) throws IOException {
        json.writeStartArray();
        for (int from = 0; from < head.rows(); from++) {
            double[] row = new double[head.columns()];
            for (int to = 0; to < row.length; to++) {
                row[to] = Math.round(head.get(from, to) * DIGITS) / DIGITS;
            }
            json.writeArray(row, 0, row.length);
        }
        json.writeEndArray();
    }
}
