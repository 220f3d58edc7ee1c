package io.github.flinkbert.cli.answers;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.cli.lines.JsonFields;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.task.answers.Answer;
import io.github.flinkbert.task.answers.Answers;
import java.io.IOException;
import java.util.List;

/** Answers as fields of a line of JSON. */
final class AnswerFields {

    private AnswerFields() {}

    static LineResult answers(Answers reply) {
        return json -> writeAnswers(json, reply);
    }

    /** For several questions to one text: each with its answers. */
    static LineResult questions(List<Answers> replies) {
        return json -> {
            json.writeArrayFieldStart("questions");
            for (Answers reply : replies) {
                json.writeStartObject();
                json.writeStringField("question", reply.question());
                writeAnswers(json, reply);
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static void writeAnswers(JsonGenerator json, Answers reply) throws IOException {
        json.writeArrayFieldStart("answers");
        for (Answer answer : reply.answers()) {
            json.writeStartObject();
            JsonFields.writeStretch(
                    json, answer.text(), answer.start(), answer.end(), answer.score());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
