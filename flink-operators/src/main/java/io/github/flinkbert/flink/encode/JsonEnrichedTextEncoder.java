package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.TextQuery;
import java.util.Map;

/**
 * JSON with the fields of {@link io.github.flinkbert.schemas.EnrichedText} in their order; what is
 * null there, or a map without entries, is left out, and times are in ISO 8601.
 */
final class JsonEnrichedTextEncoder implements EnrichedTextEncoder {

    @Override
    public byte[] encode(Enriched<TextQuery> enriched) {
        Map<String, Object> own = RecordJson.own(enriched.result());
        return JsonText.object(
                json ->
                        RecordJson.writeFields(
                                EnrichedRecords.of(enriched), own, field -> true, json));
    }
}
