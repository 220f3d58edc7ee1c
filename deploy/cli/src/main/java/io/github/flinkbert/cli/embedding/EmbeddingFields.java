package io.github.flinkbert.cli.embedding;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.cli.lines.JsonFields;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.task.embedding.Embedding;
import io.github.flinkbert.task.embedding.Token;
import io.github.flinkbert.task.embedding.TokenEmbeddings;
import java.io.IOException;

/** Vectors as fields of a line of JSON. */
final class EmbeddingFields {

    private EmbeddingFields() {}

    static LineResult embedding(Embedding embedding) {
        return json -> {
            json.writeFieldName("embedding");
            writeVector(json, embedding.vector());
        };
    }

    static LineResult tokenEmbeddings(TokenEmbeddings reply) {
        return json -> {
            json.writeArrayFieldStart("tokens");
            for (int i = 0; i < reply.tokens().size(); i++) {
                json.writeStartObject();
                Token token = reply.tokens().get(i);
                JsonFields.writeToken(json, token.token(), token.id(), token.start(), token.end());
                json.writeFieldName("embedding");
                writeVector(json, reply.vector(i));
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static void writeVector(JsonGenerator json, float[] vector) throws IOException {
        json.writeStartArray();
        for (float value : vector) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }
}
