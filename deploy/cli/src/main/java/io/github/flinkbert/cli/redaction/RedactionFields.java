package io.github.flinkbert.cli.redaction;

import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.task.redaction.RedactedSpan;
import io.github.flinkbert.task.redaction.Redaction;

/** A redacted text as fields of a line of JSON. */
final class RedactionFields {

    private RedactionFields() {}

    static LineResult redaction(Redaction redaction) {
        return json -> {
            json.writeStringField("redacted", redaction.text());
            json.writeArrayFieldStart("redactions");
            for (RedactedSpan span : redaction.spans()) {
                json.writeStartObject();
                json.writeStringField("type", span.type());
                json.writeNumberField("start", span.start());
                json.writeNumberField("end", span.end());
                json.writeNumberField("redactedStart", span.redactedStart());
                json.writeNumberField("redactedEnd", span.redactedEnd());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }
}
