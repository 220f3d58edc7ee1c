package io.github.flinkbert.cli.labels;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.task.labels.LabelScore;
import java.io.IOException;
import java.util.List;
import org.apache.flink.annotation.Internal;

/** Labels as fields of a line of JSON. */
@Internal
public final class LabelFields {

    private LabelFields() {}

    static LineResult labels(List<LabelScore> labels) {
        return json -> writeLabels(json, labels);
    }

    /** Into the object that is open. Scores have the digits of a float, as the model's. */
    public static void writeLabels(JsonGenerator json, List<LabelScore> labels) throws IOException {
        json.writeArrayFieldStart("labels");
        for (LabelScore each : labels) {
            json.writeStartObject();
            json.writeStringField("label", each.label());
            json.writeNumberField("score", (float) each.score());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
