package io.github.flinkbert.flink.encode;

import io.github.flinkbert.flink.record.Enriched;
import io.github.flinkbert.flink.record.TextQuery;
import io.github.flinkbert.flink.task.redaction.RedactedOutput;
import io.github.flinkbert.schemas.EnrichedText;
import java.util.function.UnaryOperator;

/** Avro binary of {@link EnrichedText}. */
final class AvroEnrichedTextEncoder implements EnrichedTextEncoder {

    private final AvroBinary<EnrichedText> avro = new AvroBinary<>(EnrichedText.class);
    private final RedactedOutput redacted;
    private final UnaryOperator<byte[]> framed;

    /**
     * @param redacted whether the text as it came in may stand in a record
     * @param framed puts in front what a format has there
     */
    AvroEnrichedTextEncoder(RedactedOutput redacted, UnaryOperator<byte[]> framed) {
        this.redacted = redacted;
        this.framed = framed;
    }

    @Override
    public byte[] encode(Enriched<TextQuery> enriched) {
        return framed.apply(avro.write(EnrichedRecords.of(enriched, redacted)));
    }
}
