package io.github.flinkbert.flink.encode;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.EnrichmentResult;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import java.io.IOException;
import java.util.Map;
import org.apache.flink.annotation.Internal;

/**
 * What was found, as the value of a field that is added to a JSON record: the fields of an enriched
 * text without those that the text came with, or an array of these, each with the path of its text.
 */
@Internal
public final class AddedJson implements AddedValue {

    private final boolean each;

    /**
     * @param each whether texts are asked about each by itself
     */
    public AddedJson(boolean each) {
        this.each = each;
    }

    @Override
    public byte[] of(Enriched<TextQuery> enriched) {
        if (!enriched.value().hasTexts()) {
            return JsonText.value(JsonGenerator::writeNull);
        }
        if (!each) {
            return JsonText.object(json -> write(enriched, json));
        }
        return JsonText.value(
                json -> {
                    json.writeStartArray();
                    for (Map.Entry<String, EnrichmentResult> part :
                            enriched.result().byPath().entrySet()) {
                        json.writeStartObject();
                        json.writeStringField(PATH, part.getKey());
                        write(ResultFields.ofOne(enriched, part.getValue()), json);
                        json.writeEndObject();
                    }
                    json.writeEndArray();
                });
    }

    private static void write(Enriched<TextQuery> enriched, JsonGenerator json) throws IOException {
        RecordJson.writeFields(
                EnrichedRecords.of(enriched, RedactedOutput.BESIDE),
                RecordJson.own(enriched.result()),
                ResultFields::has,
                json);
    }
}
