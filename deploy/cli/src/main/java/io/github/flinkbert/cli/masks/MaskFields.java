package io.github.flinkbert.cli.masks;

import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.task.masks.Candidate;
import io.github.flinkbert.task.masks.Masks;
import java.util.List;

/** Words for masks as fields of a line of JSON. */
final class MaskFields {

    private MaskFields() {}

    static LineResult masks(Masks reply) {
        return json -> {
            json.writeArrayFieldStart("masks");
            for (List<Candidate> mask : reply.masks()) {
                json.writeStartArray();
                for (Candidate candidate : mask) {
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
}
