package io.github.flinkbert.cli.lines;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.task.Reply;
import java.io.IOException;
import java.util.List;

/** Replies as the fields of a line of JSON. */
final class ResultFields {

    private ResultFields() {}

    static LineResult embedding(Reply.Embedding reply) {
        return json -> {
            json.writeFieldName("embedding");
            writeVector(json, reply.vector());
        };
    }

    static LineResult tokenEmbeddings(Reply.TokenEmbeddings reply) {
        return json -> {
            json.writeArrayFieldStart("tokens");
            for (int i = 0; i < reply.tokens().size(); i++) {
                json.writeStartObject();
                writeToken(json, reply.tokens().get(i));
                json.writeFieldName("embedding");
                writeVector(json, reply.vectors().row(i));
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    static LineResult tokens(List<Reply.Token> tokens) {
        return json -> {
            json.writeArrayFieldStart("tokens");
            for (Reply.Token token : tokens) {
                json.writeStartObject();
                writeToken(json, token);
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    static LineResult masks(Reply.Masks reply) {
        return json -> {
            json.writeArrayFieldStart("masks");
            for (List<Reply.Candidate> mask : reply.masks()) {
                json.writeStartArray();
                for (Reply.Candidate candidate : mask) {
                    json.writeStartObject();
                    json.writeStringField("token", candidate.token());
                    json.writeNumberField("score", candidate.score());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            json.writeEndArray();
        };
    }

    static LineResult entities(Reply.Entities reply) {
        return json -> {
            json.writeArrayFieldStart("entities");
            for (Reply.Entity entity : reply.entities()) {
                json.writeStartObject();
                json.writeStringField("label", entity.label());
                writeStretch(json, entity.text(), entity.start(), entity.end(), entity.score());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    static LineResult answers(Reply.Answers reply) {
        return json -> writeAnswers(json, reply);
    }

    /** For several questions to one text: each with its answers. */
    static LineResult questions(List<Reply.Answers> replies) {
        return json -> {
            json.writeArrayFieldStart("questions");
            for (Reply.Answers reply : replies) {
                json.writeStartObject();
                json.writeStringField("question", reply.question());
                writeAnswers(json, reply);
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static void writeAnswers(JsonGenerator json, Reply.Answers reply) throws IOException {
        json.writeArrayFieldStart("answers");
        for (Reply.Answer answer : reply.answers()) {
            json.writeStartObject();
            writeStretch(json, answer.text(), answer.start(), answer.end(), answer.score());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeStretch(
            JsonGenerator json, String text, int start, int end, float score) throws IOException {
        json.writeStringField("text", text);
        json.writeNumberField("start", start);
        json.writeNumberField("end", end);
        json.writeNumberField("score", score);
    }

    private static void writeToken(JsonGenerator json, Reply.Token token) throws IOException {
        json.writeStringField("token", token.token());
        json.writeNumberField("id", token.id());
        json.writeNumberField("start", token.start());
        json.writeNumberField("end", token.end());
    }

    private static void writeVector(JsonGenerator json, float[] vector) throws IOException {
        json.writeStartArray();
        for (float value : vector) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }
}
