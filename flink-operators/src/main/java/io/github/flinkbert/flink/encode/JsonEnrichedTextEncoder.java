package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import java.util.Map;

/**
 * JSON with the fields of {@link io.github.flinkbert.schemas.EnrichedText} in their order; what is
 * null there, or a map without entries, is left out, and times are in ISO 8601.
 */
final class JsonEnrichedTextEncoder implements EnrichedTextEncoder {

    private final RedactedOutput redacted;

    /**
     * @param redacted whether the text as it came in may stand in a record
     */
    JsonEnrichedTextEncoder(RedactedOutput redacted) {
        this.redacted = redacted;
    }

    @Override
    public byte[] encode(Enriched<TextQuery> enriched) {
        Map<String, Object> own = RecordJson.own(enriched.result());
        return JsonText.object(
                json ->
                        RecordJson.writeFields(
                                EnrichedRecords.of(enriched, redacted), own, field -> true, json));
    }
}
