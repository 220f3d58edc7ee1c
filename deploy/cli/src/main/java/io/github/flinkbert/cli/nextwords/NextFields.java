package io.github.flinkbert.cli.nextwords;

import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.task.nextwords.NextWord;
import io.github.flinkbert.task.nextwords.NextWords;

/** Next words as fields of a line of JSON. */
final class NextFields {

    private NextFields() {}

    static LineResult next(NextWords reply) {
        return json -> {
            json.writeArrayFieldStart("next");
            for (NextWord word : reply.words()) {
                json.writeStartObject();
                json.writeStringField("text", word.text());
                json.writeStringField("token", word.token());
                json.writeNumberField("score", word.score());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }
}
