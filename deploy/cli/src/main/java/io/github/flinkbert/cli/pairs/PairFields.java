package io.github.flinkbert.cli.pairs;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.cli.labels.LabelFields;
import io.github.flinkbert.cli.lines.LineResult;
import io.github.flinkbert.task.labels.LabelScore;
import io.github.flinkbert.task.pairs.NextSentenceScore;
import java.io.IOException;
import java.util.List;

/** What two texts have between them, as fields of a line of JSON. */
final class PairFields {

    private PairFields() {}

    static LineResult labels(List<LabelScore> labels, boolean truncated) {
        return json -> {
            LabelFields.writeLabels(json, labels);
            writeTruncated(json, truncated);
        };
    }

    static LineResult nextSentence(NextSentenceScore found) {
        return json -> {
            json.writeNumberField("isNext", (float) found.isNext());
            writeTruncated(json, found.truncated());
        };
    }

    private static void writeTruncated(JsonGenerator json, boolean truncated) throws IOException {
        json.writeBooleanField("truncated", truncated);
    }
}
